package io.drover.jobs;

import io.drover.store.EachDatabase;

class JobStoreTest extends EachDatabase implements JobStoreContract {}
