"""
Do the published benchmarks draw their graphs?

Measures a little on the last two commits, in an environment of its own, publishes it with asv and opens
the pages in headless Chromium. A graph counts as drawn if it has a value for each commit and its lines
have left their colours on the canvas; an error of JavaScript fails the check too.

asv's pages load their libraries from the Internet. Here they come from npm, in the versions that the
pages name, and the browser can reach nothing but this machine. `--localize DIR` does the same to pages
that are to be read without the Internet, `--pages DIR` checks pages that are there already.

    apt-get install chromium chromium-driver npm
    pip install asv virtualenv selenium
"""

import argparse
import functools
import http.server
import json
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
SECONDS_TO_DRAW = 30

# A few cases of a benchmark of each kind: the parameters to measure, which are those to show.
CASES = {
    "elementwise.Forward.time_relu_simd": {
        "op": ["relu"], "dtype": ["float32"], "size": ["tiny", "L2"]},
    "elementwise.Ratio.track_ratio_to_numpy": {
        "op": ["relu", "gelu"], "dtype": ["float32"], "size": ["L2"]},
    "rows.Rows.time_relu_simd": {
        "op": ["softmax"], "dtype": ["float32"], "length": [64], "axis": ["last axis"]},
    "memory.PeakMemory.peakmem_relu_simd": {"op": ["relu"], "output": ["in place", "fresh"]},
    "start.Import.timeraw_import": {},
}

# Where npm has what the pages load: part of the address -> package, file. Where the pages name a file
# that npm has not (it has Flot as its authors wrote it), their checksum of it is dropped.
LIBRARY = re.compile(r'(src|href)="(https://[^"]+\.(?:js|css))"( integrity="[^"]*")?')
ON_NPM = {
    r"code\.jquery\.com/jquery-([\d.]+)\.min\.js": ("jquery@{0}", "dist/jquery.min.js"),
    r"/flot/([\d.]+)/(jquery\.flot[.\w]*?)\.min\.js": ("flot@{0}", "{1}.js"),
    r"/stupidtable/1\.0\.1/stupidtable\.min\.js": ("stupid-table-plugin@1.1.3", "stupidtable.min.js"),
    r"/blueimp-md5/([\d.]+)/(js/md5\.min\.js)": ("blueimp-md5@{0}", "{1}"),
    r"cdn\.jsdelivr\.net/npm/([\w-]+@[\d.]+)/(\S+)": ("{0}", "{1}"),
}
NOT_THE_SAME_FILE = ("flot@", "stupid-table-plugin@")

# The series of the graph and, for each, how many pixels of the canvas have its colour.
GRAPH = """
    const shown = $('#main-graph').data('plot');
    if (!shown || !$('#main-graph').is(':visible')) return [];
    const canvas = $('#main-graph canvas.flot-base')[0];
    const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    return shown.getData().map(series => {
        const colour = series.color.match(/\\d+/g).map(Number);
        let count = 0;
        for (let i = 0; i < pixels.length; i += 4)
            count += pixels[i + 3] > 200
                && colour.every((value, channel) => Math.abs(value - pixels[i + channel]) < 30);
        return {label: series.label, pixels: count,
                values: series.data.filter(point => Number.isFinite(point[1])).length};
    });
"""
# How many of the grid's small graphs have coloured pixels.
GRID = """
    return $('#summarygrid-display canvas.flot-base').get().filter(canvas => {
        const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        for (let i = 0; i < pixels.length; i += 4)
            if (pixels[i + 3] > 200 && Math.abs(pixels[i] - pixels[i + 2]) > 60) return true;
        return false;
    }).length;
"""
LOADED = "return typeof $ === 'function' && document.readyState === 'complete';"
ADDRESSES = "return performance.getEntriesByType('resource').map(entry => entry.name);"


def case_pattern(name, parameters):
    """What asv's --bench takes for these cases: a regular expression for "name(parameters)"."""
    choices = ["|".join(re.escape(repr(value)) for value in values) for values in parameters.values()]
    return f"^{re.escape(name)}" + (rf"\(({'), ('.join(choices)})\)$" if choices else "$")


def measure(folder):
    """Measure the last two commits and publish; the folder of the pages."""
    text = (ROOT / "asv_bench" / "asv.conf.json").read_text()
    configuration = json.loads(re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE))
    configuration |= {"repo": str(ROOT), "branches": ["HEAD"],
                      "benchmark_dir": str(ROOT / "asv_bench" / "benchmarks"),
                      "env_dir": "env", "results_dir": "results", "html_dir": "html"}
    (folder / "asv.conf.json").write_text(json.dumps(configuration))
    commits = subprocess.run(["git", "-C", ROOT, "rev-list", "--first-parent", "--max-count=2", "HEAD"],
                             check=True, capture_output=True, text=True).stdout
    if len(commits.split()) < 2:
        sys.exit("this needs two commits: fetch more of the history")
    (folder / "commits").write_text(commits)
    asv = functools.partial(subprocess.run, cwd=folder, check=True)
    if not Path("~/.asv-machine.json").expanduser().exists():
        asv([sys.executable, "-m", "asv", "machine", "--yes"])
    selection = [f"--bench={case_pattern(*case)}" for case in CASES.items()]
    asv([sys.executable, "-m", "asv", "run", "--quick", "--show-stderr", *selection, "HASHFILE:commits"])
    asv([sys.executable, "-m", "asv", "publish"])
    return folder / "html"


def localize(pages, folder):
    """Let the pages load their libraries from their own folder; npm works in the other one."""
    index = (pages / "index.html").read_text(encoding="utf-8")
    found = {}
    for _, address, _ in LIBRARY.findall(index):
        for pattern, (package, file) in ON_NPM.items():
            if match := re.search(pattern, address):
                found[address] = package.format(*match.groups()), file.format(*match.groups())
                break
        else:
            sys.exit(f"asv's pages load {address}: say in ON_NPM where npm has it")
    packages = sorted({package for package, _ in found.values()})
    if packages:
        quiet = ["--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"]
        subprocess.run(["npm", "install", "--no-save", "--ignore-scripts", *quiet, "--prefix", folder,
                        *packages], check=True)
    vendor = pages / "vendor"
    vendor.mkdir(exist_ok=True)

    def here(match):
        attribute, address, integrity = match.groups()
        package, file = found[address]
        name = Path(file).name
        shutil.copy(folder / "node_modules" / package.rpartition("@")[0] / file, vendor / name)
        keep = integrity and not package.startswith(NOT_THE_SAME_FILE)
        return f'{attribute}="vendor/{name}"' + (integrity if keep else "")

    (pages / "index.html").write_text(LIBRARY.sub(here, index), encoding="utf-8")


def serve(pages):
    """Serve the folder on this machine, until the program ends; the address."""
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0),
                                             functools.partial(Quiet, directory=str(pages)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"


def start_browser():
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
                     "--disable-background-networking", "--window-size=1400,2400",
                     "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    service = webdriver.ChromeService(executable_path=shutil.which("chromedriver"))
    return webdriver.Chrome(options=options, service=service)


def look_at(browser, address, script, is_right):
    """What the script finds on the page, once it is right or the time is over, and what went wrong."""
    browser.get("about:blank")  # since asv's addresses differ behind the # alone
    browser.get(address)
    found, end = None, time.monotonic() + SECONDS_TO_DRAW
    while time.monotonic() < end:
        if browser.execute_script(LOADED):
            found = browser.execute_script(script)
            if is_right(found):
                break
        time.sleep(0.2)
    # The grid asks for each benchmark's graph, also of those that were not measured.
    errors = [entry["message"] for entry in browser.get_log("browser")
              if entry["level"] == "SEVERE"
              and not re.search(r"/graphs/\S+ - Failed to load resource.* 404 ", entry["message"])]
    base = address.partition("#")[0]
    errors += [f"from another machine: {name}" for name in browser.execute_script(ADDRESSES)
               if not name.startswith((base, "data:"))]
    if not is_right(found):
        errors.append("nothing, or not all of it, was drawn")
    return found, errors


def check(pages, commits, pictures):
    """Open the grid and the graph of each case; the number of pages that are wrong."""
    def all_lines(expected, values):
        return lambda lines: (len([x for x in lines or () if x["values"] >= values and x["pixels"] > 20])
                              == expected)

    views = [("grid", "#/", GRID, lambda count: (count or 0) >= len(CASES))]
    for name, parameters in CASES.items():
        query = "&".join(f"p-{key}={quote(repr(value))}" for key, values in parameters.items()
                         for value in values)
        lines = functools.reduce(lambda n, values: n * len(values), parameters.values(), 1)
        views.append((name, f"#{name}?{query}", GRAPH, all_lines(lines, commits)))
        if name.startswith("elementwise.Forward"):
            views.append((f"{name} over size", f"#{name}?{query}&x-axis=size", GRAPH, all_lines(1, 2)))
    base, wrong = serve(pages), 0
    browser = start_browser()
    try:
        for name, address, script, is_right in views:
            found, errors = look_at(browser, base + address, script, is_right)
            result = "wrong" if errors else "drawn"
            print(f"{name}: {result}: {json.dumps(found)}", *errors, sep="\n    ")
            browser.save_screenshot(str(pictures / f"{name.replace(' ', '-')}.png"))
            wrong += bool(errors)
    finally:
        browser.quit()
    print(f"{len(views) - wrong} of {len(views)} pages draw")
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path,
                        help="check these, published before, of one commit or more")
    parser.add_argument("--localize", type=Path,
                        help="let these load all they need from their own folder")
    parser.add_argument("--keep", type=Path, help="work in this folder and leave it there")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = (arguments.keep or Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        if arguments.localize:
            localize(arguments.localize, folder)
            return 0
        pages = folder / "pages"
        shutil.rmtree(pages, ignore_errors=True)
        shutil.copytree(arguments.pages or measure(folder), pages)
        localize(pages, folder)
        return 1 if check(pages, 1 if arguments.pages else 2, folder) else 0


if __name__ == "__main__":
    sys.exit(main())
