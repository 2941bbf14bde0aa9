"""What was feared of an attempt, what happened, and what colleagues guessed.

How nobody is told. What an author feared stands on a row of the attempt that only its
authors see. What everybody sees are sums of batches: at night the answers about a fear
are added up as soon as at least five people have given new ones, and a batch is never
opened again. Every figure is a sum of whole batches, so no two figures, of whatever
platform or day, differ by the answers of fewer than five people
(`tests/fears/test_differencing.py`). Figures of a quarter are written down once, when
its time is over.

A guess is a number that is raised by one. Beside it stands a mark, a keyed hash of the
attempt and the person, which says that an account has guessed, never what; the key is
the installation's secret, not in the database, and the marks go when the attempt is
concluded.
"""
