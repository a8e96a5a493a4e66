/// Everything in one command. What a server can do by itself does not belong here.
@NullMarked
package dev.rollcall.standalone;

import org.jspecify.annotations.NullMarked;
