/// Documents of the administration interface that are recorded: the rules that the front door and
/// the decider share. What the world outside must answer for is not asked here.
@NullMarked
package dev.rollcall.scim.administration;

import org.jspecify.annotations.NullMarked;
