"""Stop words: what is left out of the index, as it says nothing about a text."""

DANISH = """
    ad af alle alt anden at blev blive bliver da de dem den denne der deres det dette
    dig din disse dog du efter eller en end er et flere for fordi fra få får før gøre
    gør ham han hans har havde have hende her hos hun hvad hvem hver hvilke hvilken hvis
    hvor hvordan hvorfor i ikke ind ingen intet jeg jer jeres jo kan kom kunne man mange med meget
    men mere mig min mine mod mon må ned nogen noget nogle nok nu når og også om op os
    over på samt selv sig sin sine skal skulle som så sådan til tror ud under var ved vi
    vil ville vores være været
"""
ENGLISH = """
    a about after all also an and any are as at be because been before but by can could
    did do does from had has have he her his how if in into is it its just like may more
    most my no not of on one or our out she should so some than that the their them then
    there these they this to try up us was we were what when where which who why will
    with would you your
"""
STOP_WORDS = frozenset((DANISH + ENGLISH).split())
