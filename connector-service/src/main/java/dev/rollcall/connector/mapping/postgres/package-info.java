/// Resources for the preview, from the read model.
@NullMarked
package dev.rollcall.connector.mapping.postgres;

import org.jspecify.annotations.NullMarked;
