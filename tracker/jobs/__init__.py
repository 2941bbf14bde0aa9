"""The job queue: jobs are written in the transaction of an act and run by a worker."""
