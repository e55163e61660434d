/// Lists that are handed out page by page, each page starting after the last key of the one before.
@NullMarked
package io.drover.paging;

import org.jspecify.annotations.NullMarked;
