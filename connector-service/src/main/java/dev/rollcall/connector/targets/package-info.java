/// Which downstream apps there are, from the targets file. How to talk to one belongs to its leaf.
@NullMarked
package dev.rollcall.connector.targets;

import org.jspecify.annotations.NullMarked;
