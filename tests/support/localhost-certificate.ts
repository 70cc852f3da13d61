import { getCACertificates, setDefaultCACertificates } from 'node:tls';

/**
 * A certificate for "localhost", valid until 2126, signed by itself, and its key. Known to everybody, so good for tests
 * only.
 */
export const localhostCertificate = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgM1+ObRB0Ws7M8IaT
18LUQ/ClOxWrif6GtA+yxNFIdimhRANCAARBcH7PHc7y7Vm6sM53bcc1crCX4cWO
o9lpdEMbhDaVA5dBWdvCmm3QLOU0ix9k2MJUpATi45wUD5Mp2MDFvHNt
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBljCCATugAwIBAgIURZ6qYvGXRY2AO4UbO0n4h3qpnW4wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMTExMjYyMloYDzIxMjYxMDI4
MTEyNjIyWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAARBcH7PHc7y7Vm6sM53bcc1crCX4cWOo9lpdEMbhDaVA5dBWdvCmm3Q
LOU0ix9k2MJUpATi45wUD5Mp2MDFvHNto2kwZzAdBgNVHQ4EFgQUmEpcv6ycc6kV
5eS1rKPfgB2zTLAwHwYDVR0jBBgwFoAUmEpcv6ycc6kV5eS1rKPfgB2zTLAwDwYD
VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID
SQAwRgIhANPk3fNG9hwKeIQDxy6Hex9m4NSxb+Si/aGvlLvPdc2JAiEA/NNFVJ6c
i8WV11aDDVvjQq1ugVDRbethgkJArWsLvss=
-----END CERTIFICATE-----`,
};

/** Lets this process trust that certificate. */
export function trustLocalhost(): void {
  setDefaultCACertificates([...getCACertificates('default'), localhostCertificate.cert]);
}
