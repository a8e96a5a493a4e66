/// JSONata as the language of mappings, within limits and without what would not replay the same.
@NullMarked
package dev.rollcall.connector.mapping.jsonata;

import org.jspecify.annotations.NullMarked;
