#!/usr/bin/env python3
"""Runs planaudit and the yardsticks in turn and prints the ratios of their medians.

Every ratio is taken in one run, on one machine, with the programs in alternation: seconds are not
comparable between machines, ratios nearly are. Counts come before seconds: a program that reports
other findings than the corpus is known to hold has lost, whatever its time.
"""
import argparse
import json
import math
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


class Command:
    """A program with its arguments, and where its standard output goes."""

    def __init__(self, name, arguments, output=os.devnull, statuses=(0,)):
        self.name, self.arguments, self.output = name, [str(a) for a in arguments], str(output)
        self.statuses = statuses

    def run(self):
        """Runs to the end; returns seconds of wall clock and the peak of memory in MiB.

        The peak is never under this script's own, from which the process was forked.
        """
        actions = [
            (os.POSIX_SPAWN_OPEN, 1, self.output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
        ]
        start = time.perf_counter()
        process = os.posix_spawnp(
            self.arguments[0], self.arguments, os.environ, file_actions=actions)
        _, status, usage = os.wait4(process, 0)
        seconds = time.perf_counter() - start
        code = os.waitstatus_to_exitcode(status)
        if code not in self.statuses:
            sys.exit(f"{self}: exit status {code}, expected {self.statuses}")
        return seconds, usage.ru_maxrss / 1024

    def __str__(self):
        return " ".join(self.arguments)


class Table:
    """The comparisons of one run; remembers whether a limit was exceeded."""

    def __init__(self):
        self.exceeded = []
        # The median seconds of each command that was measured.
        self.medians = {}

    def compare(self, title, ours, yardstick, rounds, limit=None, memory_limit=None):
        """Runs both `rounds` times in alternation; returns the median seconds of ours."""
        times, peaks = {ours: [], yardstick: []}, {ours: [], yardstick: []}
        for command in (ours, yardstick):
            command.run()  # warms the file cache
        for _ in range(rounds):
            for command in (ours, yardstick):
                seconds, peak = command.run()
                times[command].append(seconds)
                peaks[command].append(peak)
        ours_s, yard_s = statistics.median(times[ours]), statistics.median(times[yardstick])
        self.medians[ours], self.medians[yardstick] = ours_s, yard_s
        ratio = ours_s / yard_s
        memory = max(peaks[ours]) / max(peaks[yardstick])
        bad = (limit is not None and ratio > limit) or (
            memory_limit is not None and memory > memory_limit)
        if bad:
            self.exceeded.append(title)
        print(f"\n{title}  ({rounds} rounds)")
        print(f"  {ours.name:<12} {ours_s * 1000:10.2f} ms {max(peaks[ours]):9.1f} MiB   {ours}")
        print(f"  {yardstick.name:<12} {yard_s * 1000:10.2f} ms {max(peaks[yardstick]):9.1f} MiB"
              f"   {yardstick}")
        note = "" if limit is None else f", limit {limit}"
        note += "" if memory_limit is None else f", memory limit {memory_limit:.2f}"
        print(f"  ratio {ratio:.2f}, memory {memory:.2f}{note}{'   EXCEEDED' if bad else ''}")
        return ours_s

    def fail(self, message):
        self.exceeded.append(message)
        print(f"\n{message}   EXCEEDED")


def shared_folder():
    named = os.environ.get("PLANAUDIT_SHARED")
    folder = Path(named) if named else PACKAGE.parent / "shared"
    return folder if folder.is_dir() else None


def knows(planaudit, subcommand):
    run = subprocess.run([planaudit, subcommand, "--help"], capture_output=True)
    return run.returncode == 0


def finding_count(path):
    text = Path(path).read_bytes()
    return len(re.findall(rb"<(?:\w+:)?failed-assert\b", text))


def check_one_plan(table, options, shared, scratch):
    """The whole job on one document: text in, audit report out."""
    real = shared / "seed/plan-2020.txt" if shared else None
    text = real if real and real.is_file() else PACKAGE / "Samples/plan-2020.txt"
    xml = scratch / "plan.xml"
    subprocess.run([options.planaudit, "convert", str(text), "--to", "xml", "-o", str(xml)], check=True)
    ours = Command("planaudit", [options.planaudit, "check", text, "--fail-on", "never"])
    xmllint = Command("xmllint", ["xmllint", "--noout", xml])
    table.compare(f"check {text.name}", ours, xmllint, options.rounds * 4, limit=3.0)


def many_entries(plan, count, path):
    """Writes the canonical XML of a plan whose entries are repeated under other numbers, titles and descriptions."""
    text = plan.read_text(encoding="utf-8")
    start, end = text.index("<entry"), text.rindex("</entry>") + len("</entry>")
    first_plan_end = text.index("</plan>")
    if end > first_plan_end:
        end = text.rindex("</entry>", start, first_plan_end) + len("</entry>")
    entries = re.findall(r"<entry.*?</entry>", text[start:end], re.DOTALL)

    def numbered(index):
        entry = entries[index % len(entries)]
        entry = re.sub(r'position="\d+"', f'position="{index + 1}"', entry, count=1)
        entry = re.sub(
            r"<number[^>]*>[^<]*<", f'<number value="{index + 1}">{index + 1}<', entry, count=1)
        entry = re.sub(r'(<(?:title|description)[^>]*?) (?:key|stem)="[^"]*"', r"\1", entry)
        entry = re.sub(r'(<description[^>]*?) stem="[^"]*"', r"\1", entry)
        return re.sub(r"(<(?:title|description)[^>/]*>)", rf"\g<1>第{index + 1}回の", entry)

    with open(path, "w", encoding="utf-8") as file:
        file.write(text[:start])
        for index in range(count):
            file.write(numbered(index) + "\n")
        file.write("</plan></submission>\n")


def readers(table, options, shared, scratch):
    """What a table costs beside canonical XML of the same data, and a workbook beside text."""
    text = PACKAGE / "Samples/plan-2020.txt"
    plan, xml, csv, workbook = (
        scratch / name for name in ("plan.xml", "many.xml", "many.csv", "plan.xlsx"))
    subprocess.run([options.planaudit, "convert", str(text), "-o", str(plan)], check=True)
    many_entries(plan, 34_000, xml)
    for source, form, path in ((xml, "csv", csv), (text, "xlsx", workbook)):
        subprocess.run(
            [options.planaudit, "convert", str(source), "--to", form, "-o", str(path)], check=True)

    def check(name, path):
        return Command(name, [options.planaudit, "check", path, "--fail-on", "never", "--no-config"])

    table.compare("34,000 entries as CSV against XML", check("csv", csv), check("xml", xml), 3, limit=3.0)
    seconds = table.compare(
        "the sample as a workbook against text", check("xlsx", workbook), text_check := check("text", text),
        options.rounds)
    extra = (seconds - table.medians[text_check]) * 1000
    print(f"  the workbook takes {extra:.1f} ms more, limit 50")
    if extra > 50:
        table.fail(f"a workbook takes {extra:.0f} ms more than text")


def build_yardsticks(shared, scratch):
    """The C walkers, built; the path of their program."""
    limits = scratch / "limits"
    flags = subprocess.run(
        ["xml2-config", "--cflags", "--libs"], check=True, capture_output=True, text=True).stdout.split()
    subprocess.run(
        ["gcc", "-O2", "-w", str(shared / "perf/limits.c"), *flags, "-lm", "-o", str(limits)], check=True)
    return limits


def engine(table, options, shared, scratch, limits):
    """The engine alone, on generated documents: document in, SVRL out."""
    perf = shared / "perf"
    seconds = {}
    for count in options.entries:
        document = scratch / f"entries-{count}.xml"
        subprocess.run(
            [sys.executable, str(perf / "gen.py"), "xml", str(count), str(document)],
            check=True, capture_output=True)
        expected = json.loads(Path(f"{document}.expect.json").read_text())["total"]
        svrl = scratch / f"entries-{count}.svrl"
        arguments = [options.planaudit, "schematron", perf / "rules.sch", document]
        if document.stat().st_size > 256 << 20:
            arguments += ["--max-bytes", document.stat().st_size]
        ours = Command("planaudit", arguments, svrl, statuses=(0, 1))
        ours.run()
        found = finding_count(svrl)
        if found != expected:
            table.fail(f"{count} entries: {found} findings, the corpus holds {expected}")
        rounds = options.rounds * 4 if count < 1_000 else max(3, options.rounds * 3_400 // count)
        hand = Command("hand", [limits, "hand", document, scratch / "hand.out"])
        saxhand = Command("saxhand", [limits, "saxhand", document, scratch / "saxhand.out"])
        large = count >= 3_400
        memory_limit = 1 / 3 if count >= 340_000 else None
        seconds[count] = table.compare(
            f"{count} entries against a C walker on the DOM", ours, hand, rounds,
            limit=0.8 if large else None, memory_limit=memory_limit)
        table.compare(f"{count} entries against C on SAX", ours, saxhand, rounds)
        if count == 34:
            xmllint = Command("xmllint", ["xmllint", "--noout", document])
            table.compare("34 entries against xmllint --noout", ours, xmllint, rounds, limit=2.0)
    growth(table, seconds)


def growth(table, seconds):
    """How time grows over each tenfold of entries: the exponent is 1 where growth is linear."""
    counts = sorted(count for count in seconds if count >= 34_000)
    for small, large in zip(counts, counts[1:]):
        exponent = math.log(seconds[large] / seconds[small]) / math.log(large / small)
        print(f"\n{small} to {large} entries: exponent {exponent:.3f}, limit 1.05")
        if exponent > 1.05:
            table.fail(f"growth from {small} to {large} entries: exponent {exponent:.3f}")


def many_files(table, options, shared, scratch, limits):
    """1,000 plans with one and two jobs, against one and two copies of the C walker."""
    perf, folder = shared / "perf", scratch / "files"
    folder.mkdir(exist_ok=True)
    subprocess.run(
        [sys.executable, str(perf / "gen.py"), "files", "1000", str(folder)], check=True,
        capture_output=True)
    files = sorted(folder.glob("*.xml"))
    lists = []
    for name, part in [("all", files), ("first", files[:500]), ("second", files[500:])]:
        path = scratch / f"{name}.list"
        path.write_text("".join(f"{file}\n" for file in part))
        lists.append(path)
    rules = perf / "rules.sch"

    def ours(jobs):
        return Command(
            f"--jobs {jobs}", [options.planaudit, "schematron", rules, *files, "--jobs", jobs],
            scratch / "files.svrl", statuses=(0, 1)).run()[0]

    def walkers(parts):
        start = time.perf_counter()
        runs = [
            subprocess.Popen(
                [limits, "hand", f"@{part}", scratch / f"{part.stem}.out"], stdout=subprocess.DEVNULL)
            for part in parts
        ]
        for run in runs:
            run.wait()
        return time.perf_counter() - start

    samples = [(ours(1), ours(2), walkers(lists[:1]), walkers(lists[1:])) for _ in range(options.rounds)]
    one, two, whole, halves = (statistics.median(column) for column in zip(*samples))
    gain, yardstick = one / two, whole / halves
    print(f"\n1,000 files: planaudit {one:.2f} s with one job, {two:.2f} s with two: gain {gain:.2f}")
    print(f"  the C walker {whole:.2f} s, two copies {halves:.2f} s: gain {yardstick:.2f}")
    print(f"  ratio of the gains {gain / yardstick:.2f}, limit 0.9")
    if gain / yardstick < 0.9:
        table.fail("gain of the second job")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--planaudit", default=".build/release/planaudit")
    parser.add_argument("--rounds", type=int, default=10, help="measurements of a middle-sized input")
    parser.add_argument(
        "--entries", type=int, nargs="+", default=[34, 3_400, 34_000, 340_000],
        help="sizes of the generated documents; growth and memory are told from 340000 on")
    parser.add_argument("--only", choices=["check", "readers", "engine", "files"], action="append")
    parser.add_argument("--keep", help="folder for corpora and output; a temporary one by default")
    options = parser.parse_args()
    if shutil.which("xmllint") is None:
        sys.exit("xmllint is missing: run Scripts/setup")
    parts = options.only or ["check", "readers", "engine", "files"]
    shared = shared_folder()
    table = Table()
    with tempfile.TemporaryDirectory() as temporary:
        scratch = Path(options.keep or temporary).resolve()
        scratch.mkdir(parents=True, exist_ok=True)
        with open("/proc/cpuinfo") as cpuinfo:
            model = re.search(r"model name\s*: (.*)", cpuinfo.read())
        print(f"{os.cpu_count()} processors{': ' + model[1] if model else ''}")
        if "check" in parts:
            check_one_plan(table, options, shared, scratch)
        if "readers" in parts:
            readers(table, options, shared, scratch)
        if "engine" in parts or "files" in parts:
            if shared is None:
                print("\nskipped: the generators and the C yardsticks are not at hand (PLANAUDIT_SHARED)")
            elif not knows(options.planaudit, "schematron"):
                print("\nskipped: this planaudit has no subcommand `schematron`")
            else:
                limits = build_yardsticks(shared, scratch)
                if "engine" in parts:
                    engine(table, options, shared, scratch, limits)
                if "files" in parts:
                    many_files(table, options, shared, scratch, limits)
    if table.exceeded:
        sys.exit("\nlimits exceeded: " + "; ".join(table.exceeded))
    print("\nall limits kept")


if __name__ == "__main__":
    main()
