-- The index of a run: `run.sqlite`. Analysts may query it while a crawl is running; only d42 writes to it.
-- `PRAGMA user_version` is the run format, the same number as `format` in run.json.
-- Times are UTC in RFC 3339. Words in `kind` columns are those of the reports. JSON columns say so.

-- The portals of the run, in the order of the registry, as they stood there.
CREATE TABLE portals (
    portal        TEXT PRIMARY KEY,     -- id, kebab-case
    position      INTEGER NOT NULL,     -- 0, 1, 2 … in registry order
    tier          TEXT,                 -- ministry, province …; NULL: every requirement applies
    name_vi       TEXT NOT NULL,
    name_en       TEXT NOT NULL,        -- empty if none is recorded
    url           TEXT NOT NULL,        -- where the visit starts
    domains       TEXT NOT NULL,        -- JSON: list of registered domains
    languages     TEXT NOT NULL,        -- JSON: list of language editions
    note          TEXT NOT NULL,
    predecessors  TEXT NOT NULL,        -- JSON: list of ids of earlier cohorts
    merged_into   TEXT,                 -- id of the agency that took it over
    merged_since  TEXT,                 -- first day of that agency, YYYY-MM-DD
    interval_ms   INTEGER,              -- least time between two requests to a host, where it is not the run's
    connections   INTEGER,              -- most requests at once to a host, where it is not the run's
    quiet_hours   TEXT,                 -- hours without requests in Viet Nam, where they are not the run's
    tls_exception TEXT,                 -- what may be wrong with its certificate: expired;self-signed …
    override_reason TEXT,               -- why pace or hours differ; NULL if they do not
    robots_authorisation TEXT,          -- document and date by which robots.txt is set aside; NULL if it is not
    spent_ms      INTEGER NOT NULL DEFAULT 0, -- time its crawl took so far, all sessions of the run together
    open          INTEGER NOT NULL DEFAULT 1, -- 1: taken up, and no session has ended it since
    -- How its crawl ended; all NULL while it has not.
    stop          TEXT,                 -- exhausted, everything-decided, page-budget, unreachable …
    stop_detail   TEXT,                 -- JSON: status or failure, where the word alone does not say
    home          TEXT,                 -- what came of the start page: read, status, failed …
    home_detail   TEXT,                 -- JSON, as above
    pages         INTEGER,              -- pages read
    discovered    INTEGER,              -- in-scope addresses seen, traps left out
    visited       INTEGER,              -- of these, visited with any answer
    errors        INTEGER,              -- visits without a usable answer
    sitemap       INTEGER,              -- addresses named by sitemaps; NULL if none could be read
    exhausted     INTEGER,              -- 1: nothing was left to visit
    forbidden     INTEGER,              -- addresses robots.txt kept us from
    traps         INTEGER               -- addresses left out as endless or repeated
) STRICT;

-- Every attempt to see an address. An answered one has its bytes in `file` at `offset`: a response, a request and a
-- metadata record, or a resource and a metadata record where a browser made the page. One that failed has a metadata record
-- only. One whose content stands in another record has a revisit instead of a response; status, type, length and digest are
-- those of the content all the same.
CREATE TABLE captures (
    portal         TEXT NOT NULL REFERENCES portals (portal),
    sequence       INTEGER NOT NULL,    -- per portal, from 0, in the order asked; `PORTAL/000042` is number 42
    url            TEXT NOT NULL,       -- address asked for, canonical
    want           TEXT NOT NULL,       -- page, file, robots, sitemap, absent, rendered: the page as its scripts leave it
    mode           TEXT NOT NULL,       -- http, browser, saved
    at             TEXT NOT NULL,       -- when the request was sent
    took_ms        INTEGER NOT NULL,    -- until the last byte or the failure
    attempts       INTEGER NOT NULL,    -- 1 or more; the last one is what stands here. Of a rendered page: requests that it made
    status         INTEGER,             -- 100 to 599; NULL if it was not answered
    content_type   TEXT,                -- as sent, empty if none
    location       TEXT,                -- as sent, of a redirect
    length         INTEGER,             -- bytes of the body as received
    digest         TEXT,                -- SHA-256 of these bytes, hexadecimal
    truncated      TEXT,                -- length, time, disconnect: why the body is incomplete
    remote         TEXT,                -- address and port that were connected to
    failure        TEXT,                -- dns, timeout, tls …; NULL if it was answered
    failure_detail TEXT,                -- JSON: which timeout, which problem
    file           INTEGER NOT NULL REFERENCES warc_files (file),
    offset         INTEGER NOT NULL,    -- of the first record's gzip member
    end            INTEGER NOT NULL,    -- just behind the last one
    patience       TEXT,                -- usual, or long: with larger limits, before something is given up
    flaw           TEXT,                -- JSON: what is wrong with the certificate of a server that was read all the same
    vouched        TEXT,                -- JSON: other hosts the certificate is for; only of robots.txt
    revisit        TEXT,                -- server-not-modified: answered with 304, nothing was sent again;
                                        -- identical-payload-digest: the same bytes came before; NULL: kept by itself
    original_file   INTEGER,            -- of the record with the content of a revisit
    original_offset INTEGER,            -- of its gzip member
    received       TEXT,                -- when content that a server only confirmed had been received
    PRIMARY KEY (portal, sequence)
) STRICT, WITHOUT ROWID;

CREATE INDEX captures_by_address ON captures (portal, url, want, sequence);

-- In-scope addresses, each where it was seen first. Visited ones are also in `captures`.
CREATE TABLE frontier (
    portal      TEXT NOT NULL REFERENCES portals (portal),
    url         TEXT NOT NULL,
    found_by    INTEGER NOT NULL,       -- sequence of the capture that showed it
    depth       INTEGER NOT NULL,       -- clicks from the start page
    worth       TEXT NOT NULL,          -- what the crawl thought of it on the day: wanted, promising, unknown …
    label       TEXT NOT NULL,          -- best words for it; empty if none
    PRIMARY KEY (portal, url)
) STRICT, WITHOUT ROWID;

-- The WARC files below `snapshot/`.
CREATE TABLE warc_files (
    file     INTEGER PRIMARY KEY,       -- 0, 1, 2 …
    name     TEXT NOT NULL,             -- file name
    durable  INTEGER NOT NULL           -- bytes known to have reached the disk, not only the system
) STRICT;

-- What was judged, last judgement only.
CREATE TABLE findings (
    portal       TEXT NOT NULL REFERENCES portals (portal),
    requirement  TEXT NOT NULL,         -- id of the requirement
    outcome      TEXT NOT NULL,         -- passed, partial, failed, cant-tell, inapplicable, untested
    reason       TEXT NOT NULL,         -- JSON
    evidence     TEXT,                  -- JSON
    search       TEXT NOT NULL,         -- JSON: what was searched
    basis        TEXT NOT NULL,         -- JSON: list of provisions
    holds_today  TEXT NOT NULL,         -- yes, changed, benchmark-only, none
    note         TEXT,                  -- JSON: remark in both languages
    PRIMARY KEY (portal, requirement)
) STRICT, WITHOUT ROWID;

-- Decisions of people about findings. A report is a draft until those that cost full information have one.
CREATE TABLE reviews (
    portal       TEXT NOT NULL REFERENCES portals (portal),
    requirement  TEXT NOT NULL,
    decision     TEXT NOT NULL,         -- outcome the reviewer decided on
    reviewer     TEXT NOT NULL,
    at           TEXT NOT NULL,
    note         TEXT NOT NULL,
    PRIMARY KEY (portal, requirement, at)
) STRICT, WITHOUT ROWID;
