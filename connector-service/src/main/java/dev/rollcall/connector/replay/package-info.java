/// Sends again: compares a target anew, resource by resource, or repeats the events that a consumer
/// has lost. What differs is found and sent by delivery.
@NullMarked
package dev.rollcall.connector.replay;

import org.jspecify.annotations.NullMarked;
