/// Turns a directory's resource into a target's shape. What is sent and when belongs to delivery.
@NullMarked
package dev.rollcall.connector.mapping;

import org.jspecify.annotations.NullMarked;
