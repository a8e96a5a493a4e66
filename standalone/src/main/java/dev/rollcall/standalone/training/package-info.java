/// `./rollcall train`: a run on a throwaway folder from which the services learn how to start.
@NullMarked
package dev.rollcall.standalone.training;

import org.jspecify.annotations.NullMarked;
