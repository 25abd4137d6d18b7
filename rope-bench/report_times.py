#!/usr/bin/env python3
"""Times rope report on synthetic results and writes the table into docs/performance.md. Needs only a built ./rope."""
import json, os, pathlib, platform, re, subprocess, time

ROOT = pathlib.Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/performance.md"
BEGIN, END = "<!-- begin report_times.py -->", "<!-- end report_times.py -->"
SIZES = [(10_000, 3), (100_000, 3), (1_000_000, 2)]  # rows, repeats


def main():
    cpu = next((l.split(":")[1].strip() for l in open("/proc/cpuinfo") if l.startswith("model name")), platform.machine())
    load = os.getloadavg()[0]
    table = ["| rows | results.csv, MiB | figures | rope report, s | resident, MiB |", "|---|---|---|---|---|"]
    for rows, repeat in SIZES:
        out = subprocess.run([str(ROOT / "rope"), "bench", "report", "--rows", str(rows), "--repeat", str(repeat)],
                             check=True, text=True, stdout=subprocess.PIPE).stdout
        line = json.loads(out)
        table.append(f"| {line['rows']:,} | {line['results_mib']:.1f} | {line['figures']} | {line['seconds']:.1f} "
                     f"| {line['peak_mib']:.0f} |")
        heap = line["heap_mib"]
    text = "\n".join([f"{cpu}, {os.cpu_count()} cores, {heap} MiB of heap; {time.strftime('%Y-%m-%d')}, load before the first "
                      f"{load:.1f}.", "", *table])
    page = PAGE.read_text()
    PAGE.write_text(re.sub(re.escape(BEGIN) + ".*" + re.escape(END), lambda m: f"{BEGIN}\n{text}\n{END}", page, flags=re.S))
    print(text)


if __name__ == "__main__":
    main()
