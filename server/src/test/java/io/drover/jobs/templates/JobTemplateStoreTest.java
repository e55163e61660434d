package io.drover.jobs.templates;

import io.drover.store.EachDatabase;

class JobTemplateStoreTest extends EachDatabase implements JobTemplateContract {}
