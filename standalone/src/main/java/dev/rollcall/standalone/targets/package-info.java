/// `./rollcall targets apply`: brings the entries of a targets file into the log, each as a request
/// of an administrator. It knows the administration API alone, and nothing of how a platform is
/// run.
@NullMarked
package dev.rollcall.standalone.targets;

import org.jspecify.annotations.NullMarked;
