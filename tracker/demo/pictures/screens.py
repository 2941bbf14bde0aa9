"""Pictures of phones and their screens."""

from .brush import CLAY, CREAM, HEIGHT, INK, OCHRE, ROSE, SAGE, SAND, SEA, SKINS, WIDTH


def post(brush):
    telephone(brush, SAGE)
    brush.box(420, 130, 360, 300, SAND)
    brush.person(600, 240, 62)
    brush.box(390, 430, 420, 290, CREAM)
    for row in range(3):
        left = 420 if row % 2 == 0 else 500
        brush.box(
            left,
            452 + row * 78,
            270,
            60,
            brush.chance.choice((ROSE, OCHRE, SAGE)),
            round=28,
        )
        brush.writing(left + 28, 474 + row * 78, 200, 2, gap=18, thick=5)


def passport(brush):
    telephone(brush, SEA)
    brush.box(450, 150, 300, 380, "#efe6d5", round=8)
    brush.dot(600, 300, 128, "#8c5a34")
    for _ in range(40):
        x = brush.chance.randint(475, 725)
        y = brush.chance.randint(190, 400)
        brush.dot(
            x,
            y,
            brush.chance.randint(14, 26),
            brush.chance.choice(("#8c5a34", "#7a4d2b", "#9d683e")),
        )
    brush.dot(600, 330, 64, SKINS[0])
    brush.dot(578, 322, 7, INK)
    brush.arc(600, 345, 26, 20, 160)
    brush.box(560, 250, 120, 62, "#8c5a34", round=30)
    brush.line((470, 170), (730, 510), fill=CLAY, thick=20)
    brush.line((730, 170), (470, 510), fill=CLAY, thick=20)
    brush.writing(440, 580, 320, 3, gap=36, thick=10)


def video_call(brush):
    telephone(brush, ROSE)
    brush.box(396, 116, 408, 578, "#f3ddc4")
    brush.person(600, 350, 92, coat=SEA, skin=SKINS[0], hair="#d8d4cf")
    for side in (-1, 1):
        brush.dot(600 + side * 34, 352, 30, None, edge=INK, thick=4)
    brush.box(640, 136, 144, 170, SAGE, round=14)
    brush.person(712, 196, 30, coat=OCHRE, skin=SKINS[1], hair=INK)
    for x, colour in ((500, SAND), (600, CLAY), (700, SAND)):
        brush.dot(x, 640, 34, colour)


def old_photograph(brush):
    telephone(brush, OCHRE)
    brush.box(396, 116, 408, 604, CREAM)
    brush.dot(440, 158, 24, SAGE)
    brush.writing(480, 150, 220, 2, gap=20, thick=6)
    brush.box(410, 210, 380, 300, "#cdb38a", edge="#f4e8cf", thick=10)
    brush.box(420, 430, 360, 70, "#a98f66")
    brush.horse(650, 380, 170, fill="#5d4a35")
    brush.person(480, 320, 24, coat="#4a3c2d", skin="#e0c49a", hair="#3b2f22")
    brush.box(440, 380, 80, 90, "#4a3c2d", round=10)
    brush.box(452, 278, 56, 18, "#3b2f22", round=6)
    brush.writing(420, 550, 350, 4, gap=34, thick=8)


def shoes(brush):
    telephone(brush, CLAY)
    brush.box(396, 116, 408, 604, "#cfc4b2")
    for x in range(396, 804, 102):
        brush.line((x, 116), (x, 720), fill="#bdb09b", thick=4)
    for y in range(200, 720, 102):
        brush.line((396, y), (804, y), fill="#bdb09b", thick=4)
    for x in (490, 640):
        brush.box(x, 330, 92, 240, CREAM, round=44)
        brush.box(x + 14, 350, 64, 90, SAND, round=30)
        for lace in range(4):
            brush.line((x + 26, 380 + lace * 24), (x + 66, 388 + lace * 24), thick=5)
        brush.box(x + 8, 530, 76, 34, SEA, round=16)
    brush.dot(600, 672, 30, CLAY, edge=CREAM, thick=6)


def colleague(brush):
    telephone(brush, SEA)
    brush.box(396, 116, 408, 604, "#ead6b4")
    brush.box(420, 160, 120, 170, SAND, edge=INK)
    brush.person(600, 360, 84, coat=CLAY, skin=SKINS[2])
    brush.line((470, 600), (700, 650), fill="#9f4a2a", thick=44)
    brush.line((730, 600), (500, 650), fill="#b3552f", thick=44)


def telephone(brush, ground):
    brush.box(0, 0, WIDTH, HEIGHT, ground)
    brush.dot(170, 660, 260, CREAM)
    brush.dot(1060, 130, 190, SAND)
    brush.box(366, 46, 484, 730, "#2c2421", round=60)
    brush.box(358, 38, 484, 730, INK, round=60)
    brush.box(382, 66, 436, 674, CREAM, round=40)
    brush.box(540, 78, 120, 20, INK, round=10)


SKETCHES = {
    "phone": post,
    "phone-pass": passport,
    "phone-call": video_call,
    "phone-horse": old_photograph,
    "phone-shoes": shoes,
    "phone-colleague": colleague,
}
