"""A brush with a warm palette.

Everything is measured on a sheet of 1200 × 800 and drawn at twice that, for smooth
edges.
"""

import math

from PIL import Image, ImageDraw, ImageFont

PAPER = "#f4ebdc"
CREAM = "#fffaf0"
INK = "#3b302b"
CLAY = "#c4623c"
OCHRE = "#dfa63f"
SAGE = "#8ba37c"
SEA = "#4f8085"
ROSE = "#dca396"
SAND = "#e3d3b8"
PLUM = "#7d4f5d"
COLOURS = (CLAY, OCHRE, SAGE, SEA, ROSE, PLUM)
SKINS = ("#f1cfb4", "#d9a77f", "#a8714c", "#7a4b32")
WIDTH = 1200
HEIGHT = 800
SCALE = 2


class Brush:
    def __init__(self, chance, ground=PAPER):
        self.chance = chance
        self.sheet = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), ground)
        self.pen = ImageDraw.Draw(self.sheet)

    def box(self, x, y, wide, high, fill, round=0, edge=None, thick=4):
        spot = [x * SCALE, y * SCALE, (x + wide) * SCALE, (y + high) * SCALE]
        self.pen.rounded_rectangle(
            spot, round * SCALE, fill, edge, thick * SCALE if edge else 0
        )

    def dot(self, x, y, radius, fill, high=None, edge=None, thick=4):
        high = radius if high is None else high
        spot = [
            (x - radius) * SCALE,
            (y - high) * SCALE,
            (x + radius) * SCALE,
            (y + high) * SCALE,
        ]
        self.pen.ellipse(spot, fill, edge, thick * SCALE if edge else 0)

    def line(self, *points, fill=INK, thick=5):
        points = [(x * SCALE, y * SCALE) for x, y in points]
        self.pen.line(points, fill, int(thick * SCALE), joint="curve")
        for x, y in (points[0], points[-1]):
            tip = thick * SCALE / 2
            self.pen.ellipse([x - tip, y - tip, x + tip, y + tip], fill)

    def shape(self, *points, fill):
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill)

    def arc(self, x, y, radius, start, end, fill=INK, thick=5):
        spot = [
            (x - radius) * SCALE,
            (y - radius) * SCALE,
            (x + radius) * SCALE,
            (y + radius) * SCALE,
        ]
        self.pen.arc(spot, start, end, fill, int(thick * SCALE))

    def figures(self, x, y, text, size, fill=INK):
        font = ImageFont.load_default(size * SCALE)
        self.pen.text((x * SCALE, y * SCALE), text, fill, font, anchor="mm")

    def writing(self, x, y, wide, lines, gap=26, fill=INK, thick=6):
        """Lines that look written without saying anything."""
        for number in range(lines):
            reach = (
                wide if number < lines - 1 else wide * self.chance.uniform(0.4, 0.75)
            )
            self.line(
                (x, y + number * gap),
                (x + reach, y + number * gap),
                fill=fill,
                thick=thick,
            )

    def wave(self, x, y, wide, swing=8, length=60, fill=SEA, thick=5):
        steps = range(0, int(wide) + 1, 6)
        self.line(
            *((x + s, y + swing * math.sin(s / length * math.tau)) for s in steps),
            fill=fill,
            thick=thick,
        )

    def person(self, x, y, size, coat=None, skin=None, hair=None, back=False):
        """Head and shoulders; (x, y) is the middle of the face and `size` its radius."""
        coat = coat or self.chance.choice(COLOURS)
        skin = skin or self.chance.choice(SKINS)
        hair = hair or self.chance.choice((INK, "#8c5a34", "#c9a25e", "#9b948c"))
        self.box(
            x - 1.9 * size,
            y + 1.25 * size,
            3.8 * size,
            3 * size,
            coat,
            round=1.2 * size,
        )
        self.box(
            x - 0.4 * size, y + 0.6 * size, 0.8 * size, size, skin, round=0.3 * size
        )
        self.dot(x, y - 0.12 * size, 1.08 * size, hair)
        if not back:
            self.dot(x, y + 0.12 * size, 0.92 * size, skin)
            for side in (-1, 1):
                self.dot(x + side * 0.34 * size, y, 0.09 * size, INK)
            self.arc(x, y + 0.2 * size, 0.42 * size, 25, 155, thick=max(2, size / 14))

    def horse(self, x, y, size, fill=CLAY, rocker=False):
        """A horse seen from the side, walking left; `size` is the length of its body."""
        self.dot(x, y, 0.5 * size, fill, high=0.24 * size)
        neck = ((-0.46, 0.02), (-0.22, -0.18), (-0.5, -0.66), (-0.66, -0.56))
        self.shape(*((x + a * size, y + b * size) for a, b in neck), fill=fill)
        head = ((-0.44, -0.7), (-0.46, -0.5), (-0.82, -0.3), (-0.9, -0.42))
        self.shape(*((x + a * size, y + b * size) for a, b in head), fill=fill)
        ear = ((-0.5, -0.66), (-0.44, -0.86), (-0.4, -0.62))
        self.shape(*((x + a * size, y + b * size) for a, b in ear), fill=fill)
        self.line(
            (x - 0.42 * size, y - 0.66 * size),
            (x - 0.2 * size, y - 0.16 * size),
            thick=size / 11,
        )
        for leg in (-0.34, -0.2, 0.24, 0.38):
            self.line(
                (x + leg * size, y),
                (x + leg * 1.2 * size, y + 0.62 * size),
                fill=fill,
                thick=size / 10,
            )
        self.line(
            (x + 0.46 * size, y - 0.08 * size),
            (x + 0.62 * size, y + 0.3 * size),
            thick=size / 11,
        )
        self.dot(x - 0.6 * size, y - 0.5 * size, size / 40, INK)
        if rocker:
            self.arc(x, y - 0.5 * size, 1.18 * size, 52, 128, fill=INK, thick=size / 14)

    def finished(self):
        return self.sheet.reduce(SCALE)
