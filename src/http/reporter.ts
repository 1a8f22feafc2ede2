/** Until reporters have keys, the service listens on this machine only and every report over HTTP is this one's. */
export const LOCAL_REPORTER = 'local';
