"""The lesson carries the form, the unit what was carried there."""

from tracker.amplifications.models import Amplification


def test_one_tap_puts_a_lesson_on_the_list_of_the_next_meeting(visit, cast):
    lesson = cast.passport.lessons.get()
    carla = visit(cast.carla)
    page = f"/lessons/{lesson.id}"
    assert "Bring it to our next meeting" in carla.get(page).text
    sent = {"place": "meeting"}
    assert carla.post(f"{page}/amplifications", data=sent).status_code == 303
    assert "Bring it to our next meeting" not in carla.get(page).text
    assert "carried onward once" in visit(cast.alma).get(page).text
    meeting = carla.get(f"/units/{cast.library.id}/meeting").text
    assert lesson.statement in meeting
    row = Amplification.get()
    assert carla.post(f"/amplifications/{row.id}/brought").status_code == 303
    assert visit(cast.alma).post(f"/amplifications/{row.id}/removal").status_code == 403


def test_a_lesson_is_given_to_the_own_unit_with_a_word(visit, cast):
    lesson = cast.passport.lessons.get()
    sent = {"place": "unit", "word": "Læs den inden fredag."}
    visit(cast.carla).post(f"/lessons/{lesson.id}/amplifications", data=sent)
    page = visit(cast.leif).get(f"/units/{cast.library.id}").text
    assert "Læs den inden fredag." in page and "Carla Munk" in page
    assert "Læs den inden fredag." in visit(cast.leif).get("/").text
    assert "Læs den inden fredag." not in visit(cast.alma).get("/").text
    sent["place"] = "elsewhere"
    visit(cast.frida).post(f"/lessons/{lesson.id}/amplifications", data=sent)
    assert Amplification.select().count() == 1
