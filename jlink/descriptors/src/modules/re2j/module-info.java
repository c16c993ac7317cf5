/** Regular expressions that take linear time. */
module re2j {
  exports com.google.re2j;
}
