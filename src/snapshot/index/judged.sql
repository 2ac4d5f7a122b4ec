
-- Of which judgement the findings of a portal are, and what else it made. Without a row they may be of anything: a change
-- of what they rest on, by whomever, takes the row away.
CREATE TABLE IF NOT EXISTS judged (
    portal    TEXT PRIMARY KEY REFERENCES portals (portal),
    program   TEXT NOT NULL,            -- version and sources of the program that judged
    rules     TEXT NOT NULL,            -- SHA-256 of the rule pack
    profile   TEXT NOT NULL,
    seen      TEXT NOT NULL             -- JSON: how much was seen, component sites, circumstances
) STRICT, WITHOUT ROWID;

CREATE TRIGGER IF NOT EXISTS judged_before_capture AFTER INSERT ON captures
BEGIN DELETE FROM judged WHERE portal = NEW.portal; END;
CREATE TRIGGER IF NOT EXISTS judged_with_capture AFTER DELETE ON captures
BEGIN DELETE FROM judged WHERE portal = OLD.portal; END;
CREATE TRIGGER IF NOT EXISTS judged_before_end AFTER UPDATE ON portals WHEN NEW.stop IS NOT OLD.stop
BEGIN DELETE FROM judged WHERE portal = NEW.portal; END;
CREATE TRIGGER IF NOT EXISTS judged_before_finding AFTER INSERT ON findings
BEGIN DELETE FROM judged WHERE portal = NEW.portal; END;
CREATE TRIGGER IF NOT EXISTS judged_with_finding AFTER UPDATE ON findings
BEGIN DELETE FROM judged WHERE portal = NEW.portal; END;
CREATE TRIGGER IF NOT EXISTS judged_without_finding AFTER DELETE ON findings
BEGIN DELETE FROM judged WHERE portal = OLD.portal; END;
