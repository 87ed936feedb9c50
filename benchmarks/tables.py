"""What tables of many rows take: going out, their preview, and coming in while somebody else writes.

    DATABASE_URL=… python -m benchmarks.tables --fill 20000 1000 5000 20000

--fill: first fill the (empty) database with so many projects. Of these as many as each size says go out and come in.
Each step is a process of its own, whose peak memory is told beside what it had taken before the step, and its seconds
beside those of the processor, which say more where a machine is shared. *Others* is a
second process that stores an edit of an organisation again and again, with a pause between two.
"""

import argparse
import csv
import json
import os
import resource
import select
import statistics
import subprocess
import sys
import tempfile
import time
from io import StringIO
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dsi_directory.settings")
django.setup()

from django.contrib import admin  # noqa: E402 - Django's models can be imported only now
from django.contrib.messages.storage import default_storage  # noqa: E402
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import RequestFactory  # noqa: E402

from accounts.models import User  # noqa: E402
from benchmarks.fill import fill  # noqa: E402
from curating.models import TableImport  # noqa: E402
from curating.tables.running import run_import  # noqa: E402
from curating.tables.writing import csv_response, xlsx_response  # noqa: E402
from entries.actions import save_entry  # noqa: E402
from organisations.models import Organisation  # noqa: E402
from projects.models import Project  # noqa: E402

ADDRESS = "/admin/projects/project/import/"
PAUSE = 0.02  # seconds between two writes of somebody else
ROW = {
    "name": "",
    "summary": "Teaches programming to newcomers, on three evenings a week.",
    "website": "https://loaded.example/",
    "city": "Berlin",
    "country": "DE",
    "themes": "coding-schools;language",
    "status": "active",
    "launched": "2015",
    "ended": "",
    "organisation": "",
    "organisation_type": "nonprofit",
    "organisation_website": "",
    "newcomer_led": "unknown",
    "languages": "de;ar",
    "sources": "https://press.example/",
}


def project_admin():
    return admin.site.get_model_admin(Project)


def new_resource():
    (made,) = project_admin().resource_classes
    return made()


def send_out(write, rows, file):
    keys = Project.objects.order_by("pk").values_list("pk", flat=True)[:rows]
    response = write(new_resource(), Project.objects.filter(pk__in=list(keys)).order_by("pk"), "projects")
    with file.open("wb") as kept:
        for chunk in response:
            kept.write(chunk)


def in_other_words(content, column, text, **further):
    """Return a CSV file with something else in a column of every row; further: the same in all rows."""
    rows, file = list(csv.DictReader(StringIO(content.decode("utf-8-sig")))), StringIO()
    writer = csv.DictWriter(file, list(rows[0]))
    writer.writeheader()
    writer.writerows(row | {column: f"{row[column]} {text}"[-200:]} | further for row in rows)
    return file.getvalue().encode()


def preview(content):
    """Return the whole page of a preview."""
    request = RequestFactory().post(
        ADDRESS, {"import_file": SimpleUploadedFile("projects.csv", content), "format": "0"}
    )
    request.user, request.session = User(is_staff=True, is_superuser=True), {}
    request._messages = default_storage(request)
    page = project_admin().import_action(request)
    if "confirm_form" not in page.context_data:
        raise SystemExit(f"It is refused: {page.context_data['form'].errors} {page.context_data['result'].complaints}")
    return page.render()


def beside_others(work):
    """Do something while another process writes; return how long it took and how long that waited, in seconds."""
    call = [sys.executable, "-m", "benchmarks.tables", "--step", "others"]
    other = subprocess.Popen(call, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    other.stdout.readline()  # It has begun.
    begun = time.perf_counter()
    work()
    took = time.perf_counter() - begun
    return {"seconds": took, "waits": json.loads(other.communicate(input="")[0])}


def bring_in(content, rows):
    """Import a file beside others."""
    seen = dict(Project.objects.values_list("slug", "revision"))
    record = TableImport.objects.create(
        kind="project", preview=str(time.time()), file_name="projects.csv", content=content, seen=seen, rows=rows
    )
    found = beside_others(lambda: run_import(record.pk))
    record.refresh_from_db()
    if record.state != "done":
        raise SystemExit(f"{record.state}: {record.complaints[:3]}")
    return found


def load_catalogue(rows, folder):
    """Load so many new rows of the catalogue beside others, each fourth of an organisation of its own."""
    table = folder / "catalogue.csv"
    with table.open("w", newline="") as file:
        writer = csv.DictWriter(file, ROW)
        writer.writeheader()
        writer.writerows(
            ROW | {"name": f"Loaded {rows} {number}", "organisation": f"Behind {rows} {number // 4}"}
            for number in range(rows)
        )
    return beside_others(lambda: call_command("load_catalogue", str(table), stdout=StringIO()))


def write_beside():
    """Store edits of an organisation until the standard input ends; print how long each took, in seconds."""
    organisation, waits, number = Organisation.objects.order_by("pk").first(), [], 0
    print("begun", flush=True)
    while not select.select([sys.stdin], [], [], PAUSE)[0]:
        number += 1
        organisation.sources = f"Edit {number}"
        begun = time.perf_counter()
        save_entry(organisation)
        waits.append(round(time.perf_counter() - begun, 4))
    print(json.dumps(waits))


def run_step(name, rows, folder):
    """Take one step; print as JSON what it took."""
    if name == "fill":
        call_command("migrate", verbosity=0)
        return fill(rows)
    if name == "others":
        return write_beside()
    table, book = folder / f"{rows}.csv", folder / f"{rows}.xlsx"
    content = table.read_bytes() if table.exists() else b""
    steps = {
        "CSV out": lambda: send_out(csv_response, rows, table),
        "XLSX out": lambda: send_out(xlsx_response, rows, book),
        "preview of what is there, CSV": lambda: preview(content),
        "preview of what is there, XLSX": lambda: preview(book.read_bytes()),
        "preview of changes": lambda: preview(in_other_words(content, "summary", "Changed.")),
        "preview of new rows": lambda: preview(
            in_other_words(content, "name", "otherwise", slug="", revision="", successor="")
        ),
        "import of changes": lambda: bring_in(in_other_words(content, "summary", f"At {time.time():.0f}."), rows),
        "load_catalogue of new rows": lambda: load_catalogue(rows, folder),
    }
    before, begun, worked = peak(), time.perf_counter(), time.process_time()
    found = steps[name]()
    told = {"seconds": time.perf_counter() - begun, "before": before, "peak": peak()}
    told["worked"] = time.process_time() - worked
    return print(json.dumps(told | (found if isinstance(found, dict) else {})))


STEPS = [
    *("CSV out", "XLSX out", "preview of what is there, CSV", "preview of what is there, XLSX"),
    *("preview of changes", "preview of new rows", "import of changes", "load_catalogue of new rows"),
]


def peak():
    """Return the most memory that this process has taken so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def waits_in_words(found):
    waits = found.get("waits")
    if not waits:
        return ""
    slow = statistics.quantiles(waits, n=20)[-1] if len(waits) > 1 else waits[0]
    return f"{statistics.median(waits):.2f} / {slow:.2f} / {max(waits):.2f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*", default=[1000, 5000, 20_000])
    parser.add_argument("--fill", type=int, default=0, metavar="N")
    parser.add_argument("--only", choices=STEPS, action="append", help="these steps; the files go out all the same")
    for name, kind in (("--step", str), ("--rows", int), ("--folder", Path)):
        parser.add_argument(name, type=kind, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        return run_step(options.step, options.rows, options.folder)
    # The page of a preview names style sheets, which have no address before. In processes of their own, as all others
    # begin with the memory that this one had.
    subprocess.run([sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"], check=True)
    if options.fill:
        call = [sys.executable, "-m", "benchmarks.tables", "--step", "fill", "--rows", str(options.fill)]
        subprocess.run(call, check=True, stdout=subprocess.DEVNULL)
    print("| rows | step | seconds | of the processor | peak MB (before) | others waited, median / p95 / longest s |")
    print("| ---: | --- | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        for rows in options.sizes:
            for step in STEPS:
                if options.only and step not in [*STEPS[:2], *options.only]:
                    continue
                call = [sys.executable, "-m", "benchmarks.tables", "--step", step, "--rows", str(rows)]
                answer = subprocess.run([*call, "--folder", folder], check=True, stdout=subprocess.PIPE, text=True)
                found = json.loads(answer.stdout)
                memory = f"{found['peak']} ({found['before']})"
                took = [f"{found[name]:.1f}" for name in ("seconds", "worked")]
                row = [f"{rows:,}", step, *took, memory, waits_in_words(found)]
                print(f"| {' | '.join(row)} |", flush=True)
    return None


if __name__ == "__main__":
    main()
