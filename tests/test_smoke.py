def test_cast(cast, visit):
    assert cast.passport.stage.value == "concluded"
    assert visit().get("/healthz").json == {"status": "up"}
