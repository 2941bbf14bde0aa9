"""Places: signs, tables, maps, a queue, a pool."""

from .brush import (
    CLAY,
    COLOURS,
    CREAM,
    HEIGHT,
    INK,
    OCHRE,
    PLUM,
    ROSE,
    SAGE,
    SAND,
    SEA,
    WIDTH,
)

BREAD = "#6b4630"
TIMBER = "#b98b5e"
BARK = "#7c5a3f"


def sign_in_the_grass(brush):
    brush.box(0, 0, WIDTH, HEIGHT, "#f3e3c3")
    brush.dot(1010, 150, 80, OCHRE)
    brush.box(0, 470, WIDTH, 330, SAGE)
    brush.box(575, 330, 50, 330, BARK, round=8)
    brush.box(360, 170, 480, 220, TIMBER, round=18)
    brush.writing(410, 220, 380, 4, gap=40, fill=CREAM, thick=10)
    for _ in range(150):
        x = brush.chance.randint(0, WIDTH)
        y = brush.chance.randint(500, HEIGHT)
        blade = brush.chance.randint(50, 130)
        brush.line(
            (x, y),
            (x + brush.chance.randint(-24, 24), y - blade),
            fill=brush.chance.choice(GREENS),
            thick=6,
        )
    for _ in range(26):
        x = brush.chance.randint(20, WIDTH - 20)
        y = brush.chance.randint(480, 780)
        flower(brush, x, y, brush.chance.choice((CREAM, ROSE, OCHRE, PLUM)))
    for x, y in ((250, 300), (930, 360), (1040, 440), (180, 430), (880, 250)):
        bee(brush, x, y)


GREENS = ("#6f8a62", "#7f9a70", "#5f7a54", "#9db08a")


def flower(brush, x, y, colour):
    for dx, dy in ((-11, 0), (11, 0), (0, -11), (0, 11)):
        brush.dot(x + dx, y + dy, 10, colour)
    brush.dot(x, y, 8, CLAY)


def bee(brush, x, y):
    brush.dot(x - 6, y - 18, 14, CREAM, high=18)
    brush.dot(x + 12, y - 18, 14, CREAM, high=18)
    brush.dot(x, y, 26, OCHRE, high=17)
    for stripe in (-8, 6):
        brush.line((x + stripe, y - 14), (x + stripe, y + 14), thick=6)


def sign_on_a_tree(brush):
    brush.box(0, 0, WIDTH, HEIGHT, "#e9dcc0")
    brush.box(0, 640, WIDTH, 160, SAGE)
    brush.box(400, 0, 400, 720, BARK, round=40)
    for _ in range(46):
        x = brush.chance.randint(420, 770)
        y = brush.chance.randint(0, 660)
        brush.line(
            (x, y),
            (x + brush.chance.randint(-8, 8), y + brush.chance.randint(30, 90)),
            fill="#634530",
            thick=7,
        )
    brush.box(450, 210, 300, 330, CREAM, round=10)
    brush.dot(600, 232, 10, INK)
    brush.writing(490, 290, 220, 4, gap=40, thick=9)
    brush.box(490, 460, 110, 44, OCHRE, round=8)


def note_on_a_door(brush):
    brush.box(0, 0, WIDTH, HEIGHT, "#ead9bd")
    brush.box(300, 20, 600, 780, SEA, round=10)
    brush.box(350, 70, 500, 730, "#5f9095", round=8)
    brush.dot(830, 480, 24, OCHRE)
    brush.box(450, 200, 300, 240, CREAM, round=6)
    brush.box(550, 186, 100, 34, OCHRE)
    brush.writing(490, 260, 220, 3, gap=36, thick=9)
    brush.dot(600, 396, 26, None, edge=INK, thick=4)
    brush.dot(591, 390, 4, INK)
    brush.dot(609, 390, 4, INK)
    brush.arc(600, 394, 13, 20, 160, thick=3)


def lunch(brush):
    table(brush)
    for x in (260, 600, 940):
        for y in (210, 590):
            plate(brush, x, y, 125)
            for _ in range(2):
                brush.dot(
                    x + brush.chance.randint(-40, 0),
                    y + brush.chance.randint(-40, 40),
                    34,
                    BREAD,
                    high=27,
                )
            for _ in range(3):
                brush.dot(
                    x + brush.chance.randint(25, 65),
                    y + brush.chance.randint(-50, 50),
                    20,
                    OCHRE,
                    high=16,
                )
    for x in (430, 770):
        brush.dot(x, 400, 62, SEA)
        brush.dot(x, 400, 46, "#b9d0cf")


def small_plates(brush):
    table(brush, "#e8c99c")
    for x in (180, 460, 740, 1020):
        for y in (220, 580):
            plate(brush, x, y, 92)
            brush.box(x - 44, y - 30, 88, 60, BREAD, round=8)
            brush.box(
                x - 36,
                y - 22,
                72,
                44,
                brush.chance.choice((ROSE, OCHRE, CREAM)),
                round=8,
            )
            cup = brush.chance.choice(COLOURS)
            brush.dot(x + 110, y - 70, 30, cup)
            brush.dot(x + 110, y - 70, 20, CREAM)


def coffee(brush):
    table(brush, "#c79a6b")
    for x, y in ((300, 240), (820, 230), (380, 560)):
        plate(brush, x, y, 84)
        brush.dot(x, y, 54, CREAM, edge=INK, thick=3)
        brush.dot(x, y, 44, BREAD)
    brush.box(560, 290, 180, 240, CREAM, round=8)
    brush.writing(585, 330, 130, 5, gap=38, thick=6)
    brush.box(860, 520, 250, 230, SEA, round=30)
    brush.box(890, 550, 190, 170, "#6b989c", round=22)


def lunch_box(brush):
    table(brush, "#d9b98c")
    brush.box(270, 150, 660, 500, SEA, round=60)
    brush.box(300, 180, 600, 440, "#d7e2dc", round=44)
    brush.box(586, 200, 12, 400, SEA)
    for y in (220, 400):
        brush.shape((330, y + 12), (552, y), (560, y + 140), (338, y + 152), fill=BREAD)
        brush.shape(
            (344, y + 34), (540, y + 24), (546, y + 112), (350, y + 122), fill=ROSE
        )
    brush.shape((660, 260), (700, 250), (760, 420), (740, 430), fill=CLAY)
    brush.line((678, 252), (664, 214), fill=SAGE, thick=10)
    brush.dot(810, 520, 46, OCHRE)


def table(brush, wood="#d3a878"):
    brush.box(0, 0, WIDTH, HEIGHT, wood)
    for y in range(100, HEIGHT, 140):
        brush.wave(
            0,
            y,
            WIDTH,
            swing=brush.chance.randint(2, 7),
            length=700,
            fill="#c0935f",
            thick=3,
        )


def plate(brush, x, y, radius):
    brush.dot(x + 6, y + 8, radius, "#a97f52")
    brush.dot(x, y, radius, CREAM)
    brush.dot(x, y, radius * 0.72, "#f1e6d2")


def town_map(brush):
    streets(brush)
    for _ in range(9):
        pin(brush, brush.chance.randint(120, 1080), brush.chance.randint(180, 700))


def coast_map(brush):
    streets(brush)
    brush.shape(
        (700, 0),
        (1200, 0),
        (1200, 800),
        (560, 800),
        (640, 560),
        (600, 330),
        fill="#a9c6c4",
    )
    for y in range(90, 780, 110):
        brush.wave(790, y, 330, fill=SEA)
    for y in (150, 270, 380, 520, 640):
        pin(brush, 500 + brush.chance.randint(-60, 60), y)


def railway_map(brush):
    brush.box(0, 0, WIDTH, HEIGHT, "#e6d3a8")
    for x, y, wide, high in (
        (60, 60, 420, 260),
        (520, 60, 600, 200),
        (60, 360, 300, 380),
        (400, 300, 720, 440),
    ):
        brush.box(
            x,
            y,
            wide,
            high,
            brush.chance.choice(("#d9c793", "#cfc394", "#dccb9f")),
            round=12,
            edge="#a08a5c",
        )
    track = ((0, 620), (250, 560), (480, 480), (740, 450))
    brush.line(*track, fill=INK, thick=8)
    for step in range(26):
        x = 10 + step * 28
        y = 620 - 0.24 * x if x < 480 else 505 - 0.12 * (x - 480) - 22
        brush.line((x - 6, y - 16), (x + 6, y + 16), thick=6)
    brush.box(740, 425, 14, 50, CLAY)


def streets(brush):
    brush.box(0, 0, WIDTH, HEIGHT, "#efe4cb")
    for _ in range(7):
        x = brush.chance.randint(0, 1000)
        y = brush.chance.randint(0, 640)
        brush.box(
            x,
            y,
            brush.chance.randint(120, 260),
            brush.chance.randint(90, 180),
            "#cdd6b8",
            round=30,
        )
    for _ in range(5):
        y = brush.chance.randint(60, 740)
        brush.line(
            (-10, y),
            (600, y + brush.chance.randint(-90, 90)),
            (1210, y),
            fill=CREAM,
            thick=26,
        )
    for _ in range(6):
        x = brush.chance.randint(60, 1140)
        brush.line(
            (x, -10), (x + brush.chance.randint(-120, 120), 810), fill=CREAM, thick=18
        )


def pin(brush, x, y):
    colour = brush.chance.choice((CLAY, OCHRE, SEA, PLUM))
    brush.shape((x - 28, y - 64), (x + 28, y - 64), (x, y), fill=colour)
    brush.dot(x, y - 78, 34, colour)
    brush.dot(x, y - 78, 14, CREAM)


def queue(brush):
    brush.box(0, 0, WIDTH, HEIGHT, "#f0e1c6")
    brush.box(0, 640, WIDTH, 160, "#cbb28a")
    brush.box(900, 430, 300, 250, TIMBER, round=10)
    brush.box(880, 410, 320, 40, BARK, round=10)
    brush.person(1050, 300, 48)
    brush.box(880, 430, 320, 250, TIMBER, round=10)
    brush.box(930, 80, 220, 110, INK, round=14)
    brush.figures(1040, 134, "047", 66, OCHRE)
    for place in range(6):
        tall = brush.chance.randint(-50, 50)
        brush.box(76 + place * 135, 620, 60, 130, INK, round=18)
        coat = brush.chance.choice(COLOURS)
        brush.person(
            106 + place * 135, 400 - tall, 42, coat, back=brush.chance.random() < 0.35
        )
        brush.box(40 + place * 135, 500 - tall, 132, 190 + tall, coat, round=40)


def pool(brush):
    basin(brush)
    brush.dot(210, 150, 70, OCHRE)
    brush.box(960, 150, 90, 470, CREAM, round=45, edge=INK, thick=6)
    brush.dot(1005, 620, 74, CLAY, edge=INK, thick=6)
    brush.box(990, 380, 30, 240, CLAY, round=15)
    for mark in range(8):
        brush.line((1030, 220 + mark * 46), (1046, 220 + mark * 46), thick=4)


def quiet_pool(brush):
    basin(brush)
    for x in (90, 480, 870):
        brush.box(x, 210, 240, 26, TIMBER, round=8)
        brush.box(x + 20, 236, 16, 40, BARK)
        brush.box(x + 204, 236, 16, 40, BARK)
    brush.dot(640, 520, 36, "#d9a77f")
    brush.arc(640, 512, 37, 180, 360, fill=CLAY, thick=22)
    brush.line((690, 545), (790, 500), (840, 540), fill="#d9a77f", thick=24)
    brush.wave(520, 566, 380, fill=CREAM)


def basin(brush):
    brush.box(0, 0, WIDTH, 300, "#f6dfc3")
    brush.box(0, 290, WIDTH, 70, SAND)
    brush.box(0, 350, WIDTH, 450, "#8fbab8")
    for y in (450, 560, 670, 770):
        brush.wave(0, y, WIDTH, length=120, fill="#6fa3a3", thick=6)
    for x in range(0, WIDTH, 80):
        brush.line((x, 345), (x + 40, 345), fill=SEA, thick=10)


SKETCHES = {
    "sign": sign_in_the_grass,
    "sign-tree": sign_on_a_tree,
    "sign-door": note_on_a_door,
    "lunch": lunch,
    "lunch-small": small_plates,
    "lunch-coffee": coffee,
    "lunch-box": lunch_box,
    "map": town_map,
    "map-coast": coast_map,
    "map-rail": railway_map,
    "queue": queue,
    "pool": pool,
    "pool-quiet": quiet_pool,
}
