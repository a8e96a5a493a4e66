/// Topics of the owner's own Kafka as downstream apps: CloudEvents in binary form.
@NullMarked
package dev.rollcall.connector.target.kafka;

import org.jspecify.annotations.NullMarked;
