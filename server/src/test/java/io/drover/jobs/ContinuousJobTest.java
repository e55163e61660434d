package io.drover.jobs;

import io.drover.store.EachDatabase;

class ContinuousJobTest extends EachDatabase implements ContinuousJobContract {}
