"""Things: posters, charts, containers, books, boots, a stopwatch."""

import math

from .brush import (
    CLAY,
    COLOURS,
    CREAM,
    HEIGHT,
    INK,
    OCHRE,
    PAPER,
    ROSE,
    SAGE,
    SAND,
    SEA,
    WIDTH,
)

CALLS = (51, 47, 41, 38, 35, 39, 34)
WASTE = (597, 603, 560, 505, 521, 462, 431, 418)
LETTERS = (1, 0.5, 0.5, 1, 0.5, 0.5, 0.5, 0.5, 60)


def poster(brush):
    pinned_sheet(brush, OCHRE)
    brush.dot(600, 300, 150, CREAM, edge=INK, thick=6)
    brush.dot(600, 300, 105, SAND)
    for side in (-1, 1):
        brush.line((600 + side * 62, 262), (600 + side * 24, 280), thick=8)
        brush.dot(600 + side * 42, 302, 11, INK)
    brush.arc(600, 388, 46, 205, 335, thick=8)
    brush.dot(600, 196, 10, CLAY)
    brush.writing(450, 530, 300, 4, gap=34, thick=9)


def poster_coffee(brush):
    pinned_sheet(brush, ROSE)
    brush.box(490, 250, 190, 170, CLAY, round=30)
    brush.arc(690, 325, 52, 270, 90, fill=CLAY, thick=20)
    brush.dot(585, 256, 92, INK, high=18)
    for x in (540, 585, 630):
        brush.line(
            *((x + 12 * math.sin(s / 12), 220 - s) for s in range(0, 80, 4)),
            fill=INK,
            thick=5,
        )
    brush.writing(440, 520, 320, 3, gap=40, thick=12)


def pinned_sheet(brush, colour):
    brush.box(0, 0, WIDTH, HEIGHT, SAND)
    brush.box(378, 62, 460, 700, "#cbb998", round=6)
    brush.box(366, 50, 460, 700, colour, round=6)
    brush.box(396, 80, 400, 640, PAPER, round=4)
    for x in (386, 806):
        brush.dot(x, 70, 12, INK)


def chart(values, mark):
    def bars(brush):
        brush.box(90, 60, 1020, 680, CREAM, round=24)
        step = 880 / len(values)
        top = max(values)
        for place, value in enumerate(values):
            high = max(6, 480 * value / top)
            colour = mark if place == len(values) - 1 else SAND
            brush.box(
                160 + place * step + step * 0.14,
                650 - high,
                step * 0.72,
                high,
                colour,
                round=8,
            )
            sway = brush.chance.uniform(-4, 4)
            brush.line(
                (160 + place * step + step * 0.14, 648 - high + sway),
                (160 + place * step + step * 0.86, 648 - high),
            )
        brush.line((150, 652), (1050, 650), thick=7)
        brush.line((150, 652), (152, 130), thick=7)

    return bars


def containers(brush):
    yard(brush)
    for place, colour in enumerate((SAGE, SEA, OCHRE, CLAY)):
        container(brush, 90 + place * 265, 330, 225, 300, colour)
        brush.box(140 + place * 265, 430, 125, 100, CREAM, round=10)
    brush.dot(203, 480, 30, SAGE)
    brush.box(440, 450, 60, 60, SEA, round=6)
    brush.shape((733, 450), (765, 512), (701, 512), fill=OCHRE)
    brush.figures(998, 480, "?", 84, CLAY)


def container_with_horse(brush):
    yard(brush)
    brush.horse(640, 300, 330, fill=CLAY)
    for x, y in ((400, 340), (860, 320), (920, 350)):
        brush.line((x, y), (x + 40, y - 110), fill="#8d8a84", thick=16)
    container(brush, 290, 360, 640, 290, SEA)
    brush.box(530, 450, 160, 110, CREAM, round=10)
    brush.writing(555, 482, 110, 3, gap=24)


def yard(brush):
    brush.box(0, 0, WIDTH, 560, "#f0e0c4")
    brush.box(0, 560, WIDTH, 240, "#cdb894")
    brush.dot(980, 150, 70, OCHRE)


def container(brush, x, y, wide, high, colour):
    brush.box(x + 10, y + high - 10, wide, 40, "#b39d78", round=20)
    brush.box(x, y, wide, high, colour, round=16)
    brush.box(x - 12, y - 8, wide + 24, 40, INK, round=14)
    for wheel in (x + 40, x + wide - 40):
        brush.dot(wheel, y + high + 8, 22, INK)


def shelf(brush):
    ground_of_shelf(brush)
    for place in range(10):
        book(brush, 160 + place * 90, 170, 74, 420)


def shelf_with_note(brush):
    ground_of_shelf(brush)
    for place in range(10):
        if place != 5:
            book(brush, 160 + place * 90, 170 + brush.chance.randint(0, 70), 74, 420)
    book(brush, 596, 250, 96, 470, colour=CLAY)
    brush.box(716, 330, 190, 190, OCHRE, round=4)
    for side in (-1, 1):
        brush.dot(811 + side * 36, 400, 9, INK)
    brush.line((780, 470), (800, 456), (822, 470), (846, 456), thick=7)


def ground_of_shelf(brush):
    brush.box(0, 0, WIDTH, HEIGHT, "#ead9bd")
    brush.box(60, 110, 1080, 600, "#a9794f", round=12)
    brush.box(90, 140, 1020, 450, "#7c5636")
    brush.box(60, 588, 1080, 40, "#c08d60")


def book(brush, x, y, wide, high, colour=None):
    colour = colour or brush.chance.choice(COLOURS)
    bottom = 590 if y < 250 else y + high
    brush.box(x, y, wide, bottom - y, colour, round=6)
    brush.box(x + 14, y + 40, wide - 28, 60, CREAM, round=4)
    brush.line((x + 16, bottom - 40), (x + wide - 16, bottom - 40), fill=CREAM)


def boots(brush):
    brush.box(0, 0, WIDTH, 400, "#efdfc6")
    brush.box(0, 400, WIDTH, 400, "#c3a983")
    for x in range(120, 1100, 190):
        brush.dot(x, 150, 14, INK)
    brush.line((60, 150), (1140, 150), fill="#a9794f", thick=14)
    for row in range(4):
        for place in range(8):
            x = 90 + place * 130 + brush.chance.randint(-30, 30) + row * 12
            boot(
                brush,
                x,
                440 + row * 88 + brush.chance.randint(-14, 14),
                brush.chance.choice((-1, 1)),
            )


def boot(brush, x, y, way):
    colour = brush.chance.choice(COLOURS)
    brush.box(x - 28, y - 90, 56, 120, colour, round=14)
    brush.box(x - 28 - (34 if way < 0 else 0), y - 8, 90, 46, colour, round=22)
    brush.box(x - 34 - (30 if way < 0 else 0), y + 26, 98, 16, INK, round=8)
    brush.line((x - 26, y - 74), (x + 26, y - 74), fill=CREAM, thick=6)
    for _ in range(5):
        brush.dot(
            x + brush.chance.randint(-24, 24),
            y + brush.chance.randint(0, 26),
            6,
            "#8a6a48",
        )


def stopwatch(brush):
    brush.box(0, 0, WIDTH, HEIGHT, "#e9c9a2")
    brush.box(0, 560, WIDTH, 240, "#a9794f")
    brush.box(90, 380, 420, 200, SAGE, round=40)
    brush.box(70, 450, 90, 160, SAGE, round=30)
    brush.box(450, 450, 90, 160, SAGE, round=30)
    for place in range(26):
        shade = brush.chance.choice(("#6f655f", "#857a72", "#9a8f86"))
        brush.dot(
            place * 50,
            brush.chance.randint(10, 120),
            brush.chance.randint(60, 130),
            shade,
        )
    watch(brush, 830, 430, 230, "3:00")


def stopwatch_foot(brush):
    brush.box(0, 0, WIDTH, HEIGHT, "#f0dfc2")
    brush.box(0, 600, WIDTH, 200, "#b98b5e")
    for x, y, colour in ((230, 600, SEA), (420, 440, SEA)):
        brush.box(x - 34, 60, 68, y - 60, "#6d6660", round=20)
        brush.box(x - 46, y - 40, 170, 66, colour, round=32)
        brush.box(x - 46, y + 10, 170, 22, INK, round=10)
        brush.dot(x + 84, y - 22, 16, ROSE)
    watch(brush, 860, 400, 210, "0:47")


def watch(brush, x, y, radius, shown):
    brush.box(x - 34, y - radius - 74, 68, 80, INK, round=12)
    brush.dot(x, y, radius + 22, INK)
    brush.dot(x, y, radius, CREAM)
    for minute in range(12):
        turn = math.tau * minute / 12
        inner = radius * (0.78 if minute % 3 else 0.7)
        brush.line(
            (x + inner * math.sin(turn), y - inner * math.cos(turn)),
            (x + radius * 0.9 * math.sin(turn), y - radius * 0.9 * math.cos(turn)),
        )
    brush.line((x, y), (x + radius * 0.5, y - radius * 0.42), fill=CLAY, thick=10)
    brush.dot(x, y, 14, CLAY)
    brush.figures(x, y + radius * 0.45, shown, 54)


SKETCHES = {
    "poster": poster,
    "poster-coffee": poster_coffee,
    "bars-calls": chart(CALLS, CLAY),
    "bars-waste": chart(WASTE, SAGE),
    "bars-letters": chart(LETTERS, OCHRE),
    "bin": containers,
    "bin-horse": container_with_horse,
    "books": shelf,
    "books-note": shelf_with_note,
    "boots": boots,
    "stopwatch": stopwatch,
    "stopwatch-foot": stopwatch_foot,
}
