#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws the portraits in avatars/ (96 x 96, PNG): make_pictures.py DIR. Standard library only.

They are kept in the repository; run this only to draw others.
"""
import os
import struct
import sys
import zlib

SIZE, SCALE = 96, 4
# file, background, skin, hair, clothes, style of hair
FACES = [
    ("foo", "#f2b184", "#f6d2b8", "#5b3216", "#7a2d0a", "short"),
    ("amelie", "#a5c9ea", "#f3d3bd", "#a8452a", "#1f4e79", "long"),
    ("kenji", "#d9b8e6", "#eac29c", "#1d1a1a", "#4b2a63", "short"),
    ("lindiwe", "#f4c27a", "#7a4a2b", "#1a1210", "#a63a12", "bun"),
    ("sofia", "#9fd6cf", "#e0b08c", "#3a2115", "#0f6b63", "long"),
    ("tariq", "#e2a9b6", "#c68e62", "#20150f", "#6d1833", "beard"),
    ("phuong", "#c7dd97", "#f0cfa8", "#15100e", "#4b6b12", "bob"),
    ("ines", "#f5d78c", "#e9be98", "#6b3d1a", "#8a5a00", "bun"),
    ("oluwaseun", "#9ec4a5", "#5d3821", "#0f0c0a", "#1f5c30", "short"),
    ("mira", "#c9c2f0", "#d8a982", "#2b1a12", "#3d3391", "long"),
    ("lars", "#b5cbd6", "#f7dccb", "#d9b25f", "#2f4c5c", "beard"),
    ("yara", "#f0b7a0", "#a86f45", "#23140c", "#8f2f16", "curls"),
    ("dmitri", "#c3c9d1", "#f1d0b7", "#8b8f96", "#3b434d", "short"),
    ("chloe", "#f4bcd0", "#f6d8c6", "#e0b560", "#a32a5c", "bob"),
    ("hassan", "#aad4b8", "#b98158", "#16110e", "#1b5e3c", "beard"),
    ("wren", "#e8d3b0", "#efc9a8", "#b5432e", "#6b4a1e", "curls"),
    ("priya", "#f2c6a2", "#b57b50", "#17100d", "#b3411a", "long"),
    ("mateo", "#a9c0e8", "#d6a37a", "#2e1c12", "#24427f", "short"),
    ("ada", "#d4e0a8", "#8a5a3a", "#120d0b", "#566b1c", "curls"),
    ("jonas", "#bcd9e6", "#f4d5c2", "#7d4a24", "#285a73", "bob"),
]


def rgb(text):
    return tuple(int(text[i:i + 2], 16) for i in (1, 3, 5))


def ellipse(x, y, cx, cy, rx, ry):
    return ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 <= 1


def pixel(x, y, face):
    """Colour at (x, y) of the unit square, y down."""
    _, back, skin, hair, clothes, style = face
    colour = back
    if style == "long" and ellipse(x, y, .5, .52, .27, .34) and y < .86:
        colour = hair
    if style == "curls" and any(ellipse(x, y, .5 + dx, .36 + dy, .14, .14)
                                for dx, dy in ((-.2, .02), (-.13, -.11), (0, -.16), (.13, -.11), (.2, .02), (-.22, .14), (.22, .14))):
        colour = hair
    if style == "bun" and ellipse(x, y, .5, .13, .1, .09):
        colour = hair
    if style == "bob" and ellipse(x, y, .5, .42, .26, .25) and y < .62:
        colour = hair
    if ellipse(x, y, .5, 1.06, .38, .34):
        colour = clothes
    if abs(x - .5) < .085 and .56 < y < .76 or ellipse(x, y, .5, .75, .085, .05):
        colour = skin
    if ellipse(x, y, .5, .43, .195, .235):
        colour = skin
        if style == "beard" and y > .47 + .5 * (x - .5) ** 2 and not ellipse(x, y, .5, .545, .06, .018):
            colour = hair
    if ellipse(x, y, .5, .33, .215, .185) and y < .31 + (.5 * (x - .38) if style in ("bob", "long") else .9 * (x - .5) ** 2):
        colour = hair
    return colour


def png(rows):
    raw = b"".join(b"\0" + bytes(v for p in row for v in p) for row in rows)

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    head = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(raw, 9)) + chunk(b"IEND", b"")


def draw(face):
    palette = {c: rgb(c) for c in face[1:5]}
    rows = []
    for j in range(SIZE):
        row = []
        for i in range(SIZE):
            total = [0, 0, 0]
            for b in range(SCALE):
                for a in range(SCALE):
                    c = palette[pixel((i + (a + .5) / SCALE) / SIZE, (j + (b + .5) / SCALE) / SIZE, face)]
                    total = [t + v for t, v in zip(total, c)]
            row.append(tuple(t // SCALE ** 2 for t in total))
        rows.append(row)
    return png(rows)


if __name__ == "__main__":
    os.makedirs(sys.argv[1], exist_ok=True)
    for one in FACES:
        with open(os.path.join(sys.argv[1], one[0] + ".png"), "wb") as file:
            file.write(draw(one))
