#!/usr/bin/env python3
"""Times rope and its NumPy and PyTorch peers in turns on one machine, and writes the table of docs/performance.md.

Rounds alternate between the three, so that all see the same machine; a cell is the fastest run of all rounds, the ratio is
that of the faster peer to rope. Every measurement is one line of JSON, as `rope bench` and bench_peers.py print it.

  side_by_side.py [--rounds 3] [--threads 2]        # prints the table, writes it between the marks of docs/performance.md
"""
import argparse, json, os, platform, re, subprocess, sys, time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- begin side_by_side.py -->", "<!-- end side_by_side.py -->"
LOOPS = [  # loop, length, layout, runs of rope and of a peer in a round
    ("drift", 2048, None, 10, 3),
    ("drift", 4096, None, 5, 1),
    ("drift", 8192, None, 3, 1),
    ("curve", 1048576, None, 5, 1),
    ("rotate", 8192, "half", 10, 3),
    ("rotate", 8192, "interleaved", 10, 3),
]


def lines(command):
    done = subprocess.run(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def measure(loop, length, layout, ours, theirs, a):
    common = [loop, "--length", str(length), "--dim", "128", "--strategies", "4", "--threads", str(a.threads)]
    common += ["--layout", layout] if layout else []
    best = {}
    for _ in range(a.rounds):
        for line in (lines(["./rope", "bench", *common, "--repeat", str(ours)])
                     + lines([sys.executable, "rope-bench/peers/bench_peers.py", *common, "--repeat", str(theirs)])):
            old = best.get(line["peer"])
            if old is None or line["seconds"] < old["seconds"]:
                best[line["peer"]] = line
    return best


def machine():
    cpu = next((l.split(":")[1].strip() for l in open("/proc/cpuinfo") if l.startswith("model name")), platform.machine())
    java = subprocess.run(["java", "-version"], text=True, stderr=subprocess.PIPE).stderr.split('"')[1]
    import numpy, torch
    return (f"{cpu}, {os.cpu_count()} cores; Java {java}, NumPy {numpy.__version__}, PyTorch {torch.__version__}; "
            f"{time.strftime('%Y-%m-%d')}")


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--rounds", type=int, default=3)
    p.add_argument("--threads", type=int, default=2)
    a = p.parse_args()
    load = os.getloadavg()[0]
    table = ["| loop | rope, s | NumPy, s | PyTorch, s | faster peer / rope | MiB: rope, NumPy, PyTorch |", "|---|---|---|---|---|---|"]
    for loop, length, layout, ours, theirs in LOOPS:
        best = measure(loop, length, layout, ours, theirs, a)
        seconds = {peer: line["seconds"] for peer, line in best.items()}
        mib = " / ".join(f"{best[peer]['peak_mib']:.0f}" for peer in ("rope", "numpy", "torch"))
        ratio = min(seconds["numpy"], seconds["torch"]) / seconds["rope"]
        name = f"{loop} {length:,}" + (f", {layout}" if layout else "")
        table.append(f"| {name} | {seconds['rope']:.4g} | {seconds['numpy']:.4g} | {seconds['torch']:.4g} | {ratio:.3g} | {mib} |")
        print(table[-1], file=sys.stderr)
    text = "\n".join([f"{machine()}; {a.threads} threads on every side, {a.rounds} rounds in turns, load before the first {load:.1f}.", "",
                      *table])
    page = PAGE.read_text()
    PAGE.write_text(re.sub(re.escape(BEGIN) + ".*" + re.escape(END), lambda m: f"{BEGIN}\n{text}\n{END}", page, flags=re.S))
    print(text)


if __name__ == "__main__":
    main()
