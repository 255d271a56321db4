#!/usr/bin/env python3
"""Writes files/NAME.json beside each files/NAME.ini: what botocore reads in it, section by section."""

import json
import pathlib

import botocore.configloader

for path in sorted((pathlib.Path(__file__).parent / "files").glob("*.ini")):
    sections = botocore.configloader.raw_config_parse(str(path))
    text = json.dumps(sections, indent=2, sort_keys=True, ensure_ascii=False)
    path.with_suffix(".json").write_text(text + "\n", encoding="utf-8")
