-- The second part of the index; runs of earlier programs get these tables when they are taken up again.

-- Where each host is, as the name service said; a row more when it says something else. Only grows.
CREATE TABLE IF NOT EXISTS resolutions (
    number     INTEGER PRIMARY KEY,     -- in the order of time
    host       TEXT NOT NULL,
    at         TEXT NOT NULL,
    addresses  TEXT NOT NULL,           -- JSON: list of addresses
    ipv6       TEXT NOT NULL            -- present: has an AAAA record; absent: answered that it has none; unknown
) STRICT;

-- Requests without a capture of their own: attempts that were followed by another at the same address, of which the last
-- stands in `captures`, and what pages asked for while a browser rendered them. Only grows.
CREATE TABLE IF NOT EXISTS retries (
    number          INTEGER PRIMARY KEY, -- in the order of time
    host            TEXT NOT NULL,
    at              TEXT NOT NULL,      -- when the request was sent
    status          INTEGER,            -- 100 to 599; NULL if it was not answered
    failure         TEXT,               -- dns, timeout, tls …; NULL if it was answered
    failure_detail  TEXT                -- JSON: which timeout, which problem
) STRICT;

-- How the pace of each host changed, and why. Only grows.
CREATE TABLE IF NOT EXISTS pace (
    number       INTEGER PRIMARY KEY,   -- in the order of time
    host         TEXT NOT NULL,
    at           TEXT NOT NULL,
    why          TEXT NOT NULL,         -- crawl-delay, pushed-back, retry-after, errors, latency, slow-answer, recovered
    interval_ms  INTEGER NOT NULL,      -- least time between two requests from here on
    until        TEXT                   -- nothing was asked for before this moment; NULL if it was not left alone
) STRICT;
