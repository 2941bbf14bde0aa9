"""The life of an experiment, as its authors meet it."""

from tracker.experiments.models import Experiment, Stage

PLAN = {"hypothesis": "en quiz får flere til at svare end et opslag", "platform": None, "publish": "1"}


def plan(cast, **answers):
    return {**PLAN, "platform": cast.facebook.id, "visibility": "everyone", **answers}


def newest() -> Experiment:
    return Experiment.select().order_by(Experiment.id.desc()).first()


def test_from_signed_in_to_concluded(cast, visit):
    alma = visit(cast.alma)
    assert alma.get("/experiments/new").status_code == 200
    answer = alma.post("/experiments/new", data=plan(cast))
    made = newest()
    assert (answer.status_code, answer.location) == (303, f"/experiments/{made.id}")
    assert made.stage is Stage.planned and made.title == "En quiz får flere til at svare end et opslag"
    first = alma.get(answer.location).text
    assert "Who never will" in first and "5 colleagues" in first
    assert "Who never will" not in alma.get(answer.location).text

    assert alma.get(f"/experiments/{made.id}/start").status_code == 200
    answer = alma.post(f"/experiments/{made.id}/start", data={"version": made.again().version, "explore": "1"})
    assert answer.status_code == 303
    assert made.again().criterion == "We don't know yet, we explore."
    assert alma.get(f"/experiments/{made.id}/conclusion").status_code == 200
    card = {"outcome": "refuted", "observation": "det gjorde den ikke", "lesson": "folk vil hellere læse", "decision": "stop"}
    assert alma.post(f"/experiments/{made.id}/conclusion", data=card).status_code == 303
    page = visit(cast.carla).get(f"/experiments/{made.id}").text
    assert "folk vil hellere læse" in page and "locked at start" in page
    assert visit(cast.carla).get(f"/experiments/{made.id}/history").status_code == 200
    assert alma.get(f"/experiments/{made.id}/edit").status_code == 200
    assert alma.get(f"/experiments/{made.id}/conclusion").status_code == 200
