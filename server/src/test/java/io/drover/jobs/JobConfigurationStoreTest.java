package io.drover.jobs;

import io.drover.store.EachDatabase;

class JobConfigurationStoreTest extends EachDatabase implements JobConfigurationContract {}
