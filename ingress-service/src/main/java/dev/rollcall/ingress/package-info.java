/// The HTTP front door: records every write request and waits for its decision. Rules about
/// resources do not belong here: the decider has them.
@NullMarked
package dev.rollcall.ingress;

import org.jspecify.annotations.NullMarked;
