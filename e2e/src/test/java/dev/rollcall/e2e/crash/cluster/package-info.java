/// The platform under test as an operator of some size runs it: Kafka, PostgreSQL and two of each
/// service as processes, somebody in between every connection to a server, and a supervisor that
/// starts again what died. What is asked of it and whether it did right belongs elsewhere.
@NullMarked
package dev.rollcall.e2e.crash.cluster;

import org.jspecify.annotations.NullMarked;
