"""Reads and replays the archive of a run with tools that d42's authors did not write.

Usage: replay.py FOLDER, where FOLDER holds the WARC files (`*.warc.gz`) and `expected.jsonl`. Each line of the latter says
what a server sent: `url`, `date` (WARC-Date of its record), `kind` (`response`, `revisit` or `resource`), `status`,
`payload` (hexadecimal, transfer coding removed), `length` (as the kept head may give it), `truncated` and `refers_to` (date of the
record that holds the payload of a revisit).

1. `warcio check` finds nothing wrong, and every digest that can be checked is.
2. warcio's iterator and index see every record with the fields its type must have (WARC 1.1), and the payload sent.
3. pywb, given the files alone, replays every expected capture byte for byte.
"""

import base64
import contextlib
import hashlib
import io
import json
import logging
import os
import sys
import tempfile

from warcio.archiveiterator import ArchiveIterator
from warcio.cli import main as warcio
from warcio.timeutils import iso_date_to_timestamp

PROFILES = {
    "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest",
    "http://netpreserve.org/warc/1.1/revisit/server-not-modified",
}
TYPES = {"warcinfo", "response", "request", "metadata", "revisit", "resource"}


def digests(label, data):
    """Whether `label` is the labelled digest of `data`."""
    algorithm, _, value = label.partition(":")
    return value == base64.b32encode(hashlib.new(algorithm, data).digest()).decode()


def check(files):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        try:
            warcio(["check", "-v", *files])
        except SystemExit as end:
            assert not end.code, out.getvalue()
    text = out.getvalue()
    for line in text.splitlines():
        said = line.strip()
        assert said.startswith(("offset ", "/")) or "digest pass" in said or "not checked (revisit)" in said, text
    return text.count("digest pass")


def read(files):
    """All records, each with the fields its type needs; by (type, url, date)."""
    records, ids = {}, set()
    for file in files:
        with open(file, "rb") as stream:
            for record in ArchiveIterator(stream):
                head = record.rec_headers
                kind, at = record.rec_type, head.get_header("WARC-Date")
                block = record.raw_stream.read()
                place = f"{file}: {kind} {head.get_header('WARC-Target-URI')} {at}"
                assert kind in TYPES, place
                assert head.protocol == "WARC/1.1", place
                assert head.get_header("WARC-Record-ID") not in ids, place
                ids.add(head.get_header("WARC-Record-ID"))
                assert head.get_header("WARC-Block-Digest"), place
                if kind != "warcinfo":
                    assert head.get_header("WARC-Target-URI"), place
                if kind in ("response", "revisit"):
                    assert head.get_header("WARC-Payload-Digest"), place
                if kind == "response":
                    assert digests(head.get_header("WARC-Payload-Digest"), block), place
                    headers = record.http_headers
                    assert headers.get_header("Transfer-Encoding") is None, place
                    assert headers.get_header("Content-Length") in (None, str(len(block))), place
                if kind == "resource":
                    # The payload of a resource is its block.
                    assert digests(head.get_header("WARC-Block-Digest"), block), place
                    assert digests(head.get_header("WARC-Payload-Digest") or head.get_header("WARC-Block-Digest"), block), place
                if kind == "revisit":
                    assert head.get_header("WARC-Profile") in PROFILES, place
                    assert head.get_header("WARC-Refers-To") in ids, f"{place}: refers to nothing before it"
                    assert head.get_header("WARC-Refers-To-Target-URI"), place
                    assert head.get_header("WARC-Refers-To-Date"), place
                    assert block == b"", place
                records[kind, head.get_header("WARC-Target-URI"), at] = (record, block)
    return records


def compare(records, expected):
    for one in expected:
        record, block = records[one["kind"], one["url"], one["date"]]
        head, payload = record.rec_headers, bytes.fromhex(one["payload"])
        place = f"{one['kind']} {one['url']} {one['date']}"
        assert head.get_header("WARC-Truncated") == one["truncated"], place
        if one["kind"] == "revisit":
            assert head.get_header("WARC-Refers-To-Date") == one["refers_to"], place
            assert digests(head.get_header("WARC-Payload-Digest"), payload), place
            continue
        assert block == payload, f"{place}: {len(block)} bytes kept, {len(payload)} sent"
        if record.http_headers:
            assert record.http_headers.get_statuscode() == str(one["status"]), place
            assert record.http_headers.get_header("Content-Length") == one["length"], place


def replay(files, expected):
    from pywb.apps.frontendapp import FrontEndApp
    from pywb.manager.manager import main as manage
    from werkzeug.test import Client
    from werkzeug.wrappers import Response

    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as root:
        os.chdir(root)
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            manage(["init", "run"])
            manage(["add", "run", *files])
        # pywb asks itself through a server on loopback, and writes down every request.
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            browser = Client(FrontEndApp(), Response)
            for one in expected:
                # `id_` asks for the bytes as they were archived.
                moment = iso_date_to_timestamp(one["date"])
                answer = browser.get(f"/run/{moment}id_/{one['url']}", headers={"Accept-Encoding": "gzip"})
                place = f"{one['kind']} {one['url']} {one['date']}"
                seen = answer.get_data()
                assert answer.status_code == one["status"], f"{place}: {answer.status}"
                wanted = bytes.fromhex(one["payload"])
                # The body of a redirect is not replayed.
                if not 300 <= one["status"] < 400:
                    assert seen == wanted, f"{place}: {len(seen)} bytes replayed, {len(wanted)} sent"
        os.chdir("/")


def main():
    folder = os.path.abspath(sys.argv[1])
    files = sorted(os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".warc.gz"))
    with open(os.path.join(folder, "expected.jsonl"), encoding="utf-8") as lines:
        expected = [json.loads(line) for line in lines]
    passed = check(files)
    records = read(files)
    compare(records, expected)
    replay(files, expected)
    kinds = sorted(kind for kind, _, _ in records)
    counts = ", ".join(f"{kinds.count(kind)} {kind}" for kind in sorted(set(kinds)))
    print(f"{passed} digests right; {counts}; {len(expected)} captures replayed")


if __name__ == "__main__":
    main()
