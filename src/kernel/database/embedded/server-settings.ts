/**
 * The settings of the embedded server as command line flags: they hold at every start, whatever stands in its files.
 * Meant for a small machine that also runs Guildhall (about 250 MB altogether).
 */
export function serverSettings(socketFolder: string, durable: boolean): string[] {
  const settings: Record<string, string> = {
    listen_addresses: '',
    unix_socket_directories: socketFolder,
    unix_socket_permissions: '0700',
    max_connections: '100',
    shared_buffers: '128MB',
    effective_cache_size: '512MB',
    work_mem: '8MB',
    maintenance_work_mem: '64MB',
    max_wal_size: '1GB',
    wal_buffers: '16MB',
    // One query gone astray must not fill the disk (or, of a throwaway server, the memory) for everybody.
    temp_file_limit: '4GB',
    random_page_cost: '1.1',
    io_workers: '2',
    // A page asks several things side by side already: helpers for one of them take the processors from the others.
    max_parallel_workers_per_gather: '0',
    // The package brings no compiler for queries.
    jit: 'off',
    // Nobody replicates this server; those who want that bring their own.
    wal_level: 'minimal',
    max_wal_senders: '0',
    max_logical_replication_workers: '0',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // A week of logs in postgres/log, one file a weekday, each written over after a week.
    logging_collector: 'on',
    log_filename: 'postgresql-%a.log',
    log_rotation_age: '1d',
    log_rotation_size: '0',
    log_truncate_on_rotation: 'on',
    log_line_prefix: '%m [%p] %d ',
    ...(!durable && {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      logging_collector: 'off',
      max_wal_size: '128MB',
      temp_file_limit: '512MB',
    }),
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
