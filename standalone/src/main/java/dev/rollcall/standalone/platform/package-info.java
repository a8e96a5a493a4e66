/// The process tree of one machine: folder, secrets, Kafka, PostgreSQL, the three services.
@NullMarked
package dev.rollcall.standalone.platform;

import org.jspecify.annotations.NullMarked;
