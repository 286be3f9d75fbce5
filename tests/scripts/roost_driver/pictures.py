# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures against pictures that somebody accepted, on the offscreen platform: glyphs differ a little elsewhere."""
import io
import os
import pathlib

import pytest
from PIL import Image, ImageChops, ImageDraw

from .waiting import patience, wait_for

ROOT = pathlib.Path(__file__).resolve().parent.parent / "baselines"
UPDATE = False  # --update-baselines
NOTICED = 24    # of 255: what an eye takes for the same is the same


def _image(png):
    return Image.open(io.BytesIO(png)).convert("RGB")


def _png(image):
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _covered(image, boxes):
    draw = ImageDraw.Draw(image)
    for box in boxes:
        draw.rectangle(box, fill=(128, 128, 128))
    return image


def difference(one, other):
    """The part of the pixels that differ, and a picture of where."""
    if one.size != other.size:
        return 1.0, None
    strongest = ImageChops.difference(one, other)
    bands = strongest.split()
    worst = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    marked = worst.point(lambda v: 255 if v > NOTICED else 0)
    return marked.histogram()[255] / (one.size[0] * one.size[1]), marked


def compare(app, name, locator, masks, threshold):
    platform = os.environ.get("ROOST_SCRIPT_PLATFORM", "offscreen")
    if platform != "offscreen":
        pytest.skip("pictures are compared on the offscreen platform; this is " + platform)
    file = ROOT / platform / (name + ".png")

    def taken():
        origin = locator.rect if locator else {"x": 0, "y": 0}
        image = _image(locator.picture() if locator else app.picture())
        boxes = []
        for mask in masks:
            rect = mask.rect
            left, top = rect["x"] - origin["x"], rect["y"] - origin["y"]
            boxes.append((left, top, left + rect["width"], top + rect["height"]))
        return _covered(image, boxes), boxes

    if UPDATE:
        app.wait_idle()
        image, _ = taken()
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_png(image))
        return
    if not file.exists():
        raise AssertionError("there is no accepted picture %s; pytest --update-baselines makes it" % file)
    accepted = _image(file.read_bytes())
    state = {}

    def same():
        image, boxes = taken()
        part, marked = difference(image, _covered(accepted.copy(), boxes))
        state.update(image=image, part=part, marked=marked)
        return part <= threshold

    try:
        wait_for("the picture", same, patience() / 2)
    except AssertionError:
        app.trace.attach(name + "-accepted.png", file.read_bytes())
        app.trace.attach(name + "-found.png", _png(state["image"]))
        if state["marked"] is not None:
            app.trace.attach(name + "-difference.png", _png(state["marked"]))
        raise AssertionError("the picture %r differs in %.3f %% of its pixels (allowed: %.3f %%); sizes %s and %s" % (
            name, 100 * state["part"], 100 * threshold, state["image"].size, accepted.size)) from None
