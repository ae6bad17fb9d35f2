"""Work of the job system itself."""

from datetime import UTC, datetime
from typing import Any

from procrastinate.contrib.django import app

#: A worker reports every ten seconds; three missing reports mean that it is dead.
DEAD_AFTER_SECONDS = 30


async def retry_stalled(seconds: float = DEAD_AFTER_SECONDS) -> int:
    """Put the jobs of workers that stopped reporting back into the queue; returns how many."""
    jobs = list(await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=seconds))
    for job in jobs:
        await app.job_manager.retry_job(job, retry_at=datetime.now(UTC))
    return len(jobs)


@app.periodic(cron="* * * * *")
@app.task(name="core.retry_stalled", queueing_lock="core.retry_stalled", pass_context=False)
async def retry_stalled_jobs(timestamp: int, **_: Any) -> None:
    """Every minute: a killed worker loses nothing, because every task finds its own work already done."""
    await retry_stalled()
