package io.drover.identity;

import io.drover.store.EachDatabase;

class AccessNewsTest extends EachDatabase implements AccessNewsContract {}
