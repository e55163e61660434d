package io.drover.jobs;

import io.drover.store.EachDatabase;

class JobScheduleTest extends EachDatabase implements JobScheduleContract {}
