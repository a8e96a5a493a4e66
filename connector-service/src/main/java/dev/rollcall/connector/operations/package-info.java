/// What operators see: health, lanes and keys, progress. Nothing here changes a lane.
@NullMarked
package dev.rollcall.connector.operations;

import org.jspecify.annotations.NullMarked;
