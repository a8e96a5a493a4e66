/// The deprovisioning clock: how long whoever may no longer be in a target stays in, and the alarm
/// where that is too long. Who leaves is noted by intake, and who is out by delivery.
@NullMarked
package dev.rollcall.connector.leavers;

import org.jspecify.annotations.NullMarked;
