#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether every text of ui/ is in every catalogue, translated, with all its placeholders.

usage: check.py LUPDATE SOURCE_FOLDER WORK_FOLDER

Each finding is one line. Exit 1 if there is any.
"""
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

PLACES = re.compile(r"%L?n|%L?\d")
FORMS = {"ar": 6, "de": 2, "en": 2}


def findings(language, path):
    for message in ElementTree.parse(path).getroot().iter("message"):
        source = message.find("source").text
        translation = message.find("translation")
        if translation.get("type"):
            yield f"{source}: {translation.get('type')}"
            continue
        wanted = set(PLACES.findall(source))
        if not message.get("numerus"):
            if not translation.text:
                yield f"{source}: empty"
            elif set(PLACES.findall(translation.text)) != wanted:
                yield f"{source}: other placeholders in {translation.text}"
            continue
        forms = [form.text or "" for form in translation.findall("numerusform")]
        if len(forms) != FORMS[language] or not all(forms):
            yield f"{source}: {len(forms)} plural forms"
        for form in forms:
            # "One message" needs no number.
            if set(PLACES.findall(form)) - wanted or "%Ln" not in forms[-1]:
                yield f"{source}: other placeholders in {form}"


def main():
    lupdate, root, work = sys.argv[1:]
    os.makedirs(work, exist_ok=True)
    bad = 0
    for language in FORMS:
        name = f"roost_{language}.ts"
        copy = os.path.join(work, name)
        shutil.copyfile(os.path.join(root, "translations", name), copy)
        options = ["-locations", "none", "-no-obsolete"] + (["-pluralonly"] if language == "en" else [])
        ui = os.path.join(root, "ui")
        run = subprocess.run([lupdate, "-I", ui, ui, *options, "-ts", copy],
                             capture_output=True, text=True, check=True)
        for line in (run.stdout + run.stderr).splitlines():
            if "unknown namespace" in line:
                print(line)
                bad += 1
        for finding in findings(language, copy):
            print(f"{name}: {finding}")
            bad += 1
    sys.exit(1 if bad else 0)


main()
