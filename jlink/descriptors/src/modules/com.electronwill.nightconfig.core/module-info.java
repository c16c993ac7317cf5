/** Configuration in memory. */
module com.electronwill.nightconfig.core {
  exports com.electronwill.nightconfig.core;
  exports com.electronwill.nightconfig.core.concurrent;
  exports com.electronwill.nightconfig.core.file;
  exports com.electronwill.nightconfig.core.io;
  exports com.electronwill.nightconfig.core.utils;
}
