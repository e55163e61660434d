package io.drover.tags;

import io.drover.store.EachDatabase;

class ResourceTagsTest extends EachDatabase implements ResourceTagsStoreContract {}
