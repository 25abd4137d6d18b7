#!/usr/bin/env python3
"""Times a checkpoint in rope and in transformers in turns on one machine, and writes the table of docs/performance.md.

Every measurement is a process of its own. Seconds are the fastest run of all rounds, weights loaded before. Memory is that of
the whole process at its highest, weights and libraries included, seen from outside every 20 ms: all resident pages, and of
these the anonymous ones, which no file backs. CPU seconds are those of all threads in the cheapest run: on a loaded machine
they say more than the clock, though PyTorch's threads also spend them on waiting for each other.

  model_side_by_side.py --model FOLDER_OR_GGUF --name SmolLM2-135M [--rounds 2] [--threads 2] [--tiny data/models/tiny-llama]
"""
import argparse, json, os, re, subprocess, sys, tempfile, time
from pathlib import Path

from side_by_side import machine

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- begin model_side_by_side.py -->", "<!-- end model_side_by_side.py -->"
PEER = ROOT / "rope-bench" / "peers" / "bench_model.py"
ROPE_HEAP = "-Xmx1g"


def kib(pid, key):
    try:
        for line in open(f"/proc/{pid}/status"):
            if line.startswith(key):
                return int(line.split()[1])
    except OSError:
        pass
    return 0


def measured(command):
    """The line of a process, and its memory."""
    with tempfile.TemporaryFile("w+") as out:
        child = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=subprocess.DEVNULL,
                                 env={**os.environ, "ROPE_JAVA_OPTS": ROPE_HEAP})
        resident = anonymous = 0
        while True:
            resident = max(resident, kib(child.pid, "VmHWM:"))
            anonymous = max(anonymous, kib(child.pid, "RssAnon:"))
            status = child.poll()
            if status is not None:
                break
            time.sleep(0.02)
        out.seek(0)
        if status:
            raise SystemExit(f"{' '.join(map(str, command))} ended with status {status}")
        line = next(json.loads(l) for l in out if l.startswith("{"))
    return {**line, "resident": resident / 1024, "anonymous": anonymous / 1024}


def rope(loop, model, length, a, *more):
    return measured(["./rope", "bench", loop, "--model", model, "--length", str(length), "--threads", str(a.threads), *more])


def transformers(loop, model, length, a, *more):
    return measured([sys.executable, PEER, loop, "--model", model, "--length", str(length), "--threads", str(a.threads), *more])


def best(lines):
    return {key: min(line[key] for line in lines) if isinstance(lines[0][key], float) else lines[0][key] for key in lines[0]}


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--model", required=True)
    p.add_argument("--name", required=True, help="what the page calls the model")
    p.add_argument("--tiny", default="data/models/tiny-llama")
    p.add_argument("--rounds", type=int, default=2)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--lengths", default="2048,8192")
    p.add_argument("--memory-length", type=int, default=16384)
    a = p.parse_args()
    subprocess.run(["./rope", "--version"], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)  # builds it
    load = os.getloadavg()[0]
    table = ["| work | rope, s | transformers, s | rope / transformers | CPU s: rope, transformers | rope / transformers |", "|---|---|---|---|---|---|"]
    for length in map(int, a.lengths.split(",")):
        ours, theirs = [], []
        for _ in range(a.rounds):
            ours.append(rope("prompt", a.model, length, a, "--repeat", "2"))
            theirs.append(transformers("prompt", a.model, length, a, "--repeat", "2"))
        o, t = best(ours), best(theirs)
        table.append(f"| prompt, {length:,} tokens | {o['seconds']:.3g} | {t['seconds']:.3g} | {o['seconds'] / t['seconds']:.2f} "
                     f"| {o['cpu_seconds']:.3g}, {t['cpu_seconds']:.3g} | {o['cpu_seconds'] / t['cpu_seconds']:.2f} |")
        print(table[-1], file=sys.stderr, flush=True)
    n = a.memory_length
    memory = ["| work | whole process, MiB: resident (anonymous) | s |", "|---|---|---|"]
    for name, line in (
            ("rope, losses", rope("nll", a.model, n, a, "--repeat", "1")),
            ("transformers, losses, 512 logits at a time", transformers("nll", a.model, n, a, "--repeat", "1")),
            ("transformers, logits of the last token alone", transformers("prompt", a.model, n, a, "--repeat", "1")),
            ("transformers, losses in one call", transformers("nll-once", a.model, n, a, "--repeat", "1"))):
        memory.append(f"| {name}, {n:,} tokens | {line['resident']:.0f} ({line['anonymous']:.0f}) | {line['seconds']:.3g} |")
        print(memory[-1], file=sys.stderr, flush=True)
    sweep = rope("sweep", a.tiny, 4096, a, "--windows", "1", "--repeat", "1")
    text = "\n".join([
        f"{a.name}. {machine()}; {o['kernels']}; {t['kernels']}; {a.threads} threads on both sides, {a.rounds} rounds in turns, "
        f"load before the first {load:.1f}.", "", *table, "", *memory, "",
        f"Sweep of the bundled model, six strategies at 256, 512, ... 4,096 tokens, one sequence each, on the same machine: "
        f"{sweep['seconds']:.3g} s, {sweep['cpu_seconds']:.3g} CPU seconds."])
    page = PAGE.read_text()
    PAGE.write_text(re.sub(re.escape(BEGIN) + ".*" + re.escape(END), lambda m: f"{BEGIN}\n{text}\n{END}", page, flags=re.S))
    print(text)


if __name__ == "__main__":
    main()
