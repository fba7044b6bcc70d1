/** One configuration item as the seed tells it; `columns` are those of its class. */
export interface SeededItem {
  readonly name: string
  readonly className: string
  readonly description: string
  readonly group: string
  /** Subcategory of the incidents that are about it. */
  readonly subcategory?: string
  readonly columns?: Readonly<Record<string, string>>
}

const service = (
  name: string,
  description: string,
  group: string,
  more: Partial<SeededItem> = {},
): SeededItem => ({
  name,
  className: 'cmdb_ci_service',
  description,
  group,
  ...more,
})

const server = (
  className: 'cmdb_ci_linux_server' | 'cmdb_ci_win_server',
  name: string,
  description: string,
  address: string,
): SeededItem => ({
  name,
  className,
  description,
  group: 'Cloud Platform',
  columns: {
    host_name: name,
    fqdn: `${name}.acme.example`,
    dns_domain: 'acme.example',
    ip_address: address,
    os: className === 'cmdb_ci_linux_server' ? 'Linux Red Hat' : 'Windows 2022 Standard',
    os_version: className === 'cmdb_ci_linux_server' ? '9.4' : '10.0.20348',
    cpu_count: '2',
    cpu_core_count: '8',
    ram: '65536',
    disk_space: '500',
    virtual: 'true',
    classification: 'Production',
  },
})

/** What the organisation runs: services, applications, databases, servers, network and printers. */
export const seededItems: readonly SeededItem[] = [
  service('Email', 'Mail, calendar and shared mailboxes', 'Software', {
    subcategory: 'email',
    columns: { busines_criticality: '1 - most critical' },
  }),
  service('VPN', 'Access to the company network from outside', 'Network', {
    subcategory: 'vpn',
    columns: { busines_criticality: '1 - most critical' },
  }),
  service('Wireless Network', 'Wi-Fi of all offices', 'Network', { subcategory: 'wireless' }),
  service('SAP Enterprise Services', 'Finance, purchasing and logistics', 'Database', {
    subcategory: 'oracle',
    columns: { busines_criticality: '1 - most critical' },
  }),
  service('Business Intelligence', 'Reports and dashboards', 'Database', { subcategory: 'sql server' }),
  service('Employee Portal', 'Intranet and internal applications', 'Software', {
    subcategory: 'internal application',
  }),
  service('Printing', 'Printers of all offices', 'Hardware'),
  service('Workplace Devices', 'Laptops, docks and monitors', 'Hardware', { subcategory: 'os' }),
  {
    name: 'VPN – Employees',
    className: 'service_offering',
    description: 'VPN for employees, 24 hours a day',
    group: 'Network',
  },
  {
    name: 'Email – Standard mailbox',
    className: 'service_offering',
    description: 'Mailbox of 50 GB',
    group: 'Software',
  },
  {
    name: 'SAP ERP',
    className: 'cmdb_ci_appl',
    description: 'SAP S/4HANA application server',
    group: 'Database',
    columns: { version: '2023 FPS02', tcp_port: '3200' },
  },
  {
    name: 'Power BI Gateway',
    className: 'cmdb_ci_appl',
    description: 'On-premises data gateway',
    group: 'Database',
    columns: { version: '3000.242' },
  },
  {
    name: 'Portal Tomcat',
    className: 'cmdb_ci_appl',
    description: 'Web application server of the employee portal',
    group: 'Software',
    columns: { version: '10.1.24', tcp_port: '8443' },
  },
  {
    name: 'ORA-FIN-PROD',
    className: 'cmdb_ci_db_instance',
    description: 'Oracle database of Finance',
    group: 'Database',
    subcategory: 'oracle',
    columns: { instance_name: 'FINPROD', edition: 'Enterprise Edition', version: '19.24', tcp_port: '1521' },
  },
  {
    name: 'MSSQL-BI-PROD',
    className: 'cmdb_ci_db_instance',
    description: 'SQL Server of the data warehouse',
    group: 'Database',
    subcategory: 'sql server',
    columns: { instance_name: 'BIPROD', edition: 'Standard Edition', version: '16.0', tcp_port: '1433' },
  },
  server('cmdb_ci_linux_server', 'lnx-sap-01', 'SAP application server', '10.20.4.11'),
  server('cmdb_ci_linux_server', 'lnx-ora-01', 'Database server of Finance', '10.20.4.21'),
  server('cmdb_ci_linux_server', 'lnx-web-01', 'Web server of the employee portal', '10.20.5.11'),
  server('cmdb_ci_linux_server', 'lnx-web-02', 'Web server of the employee portal', '10.20.5.12'),
  server('cmdb_ci_win_server', 'win-bi-01', 'Data warehouse and reports', '10.20.6.11'),
  server('cmdb_ci_win_server', 'win-mail-01', 'Mail relay', '10.20.6.31'),
  {
    name: 'vpn-lon-01',
    className: 'cmdb_ci_netgear',
    description: 'VPN gateway London',
    group: 'Network',
    subcategory: 'vpn',
    columns: { ip_address: '10.1.0.2', device_type: 'Gateway', ports: '8', firmware_version: '7.4.5' },
  },
  {
    name: 'vpn-ham-01',
    className: 'cmdb_ci_netgear',
    description: 'VPN gateway Hamburg',
    group: 'Network',
    subcategory: 'vpn',
    columns: { ip_address: '10.2.0.2', device_type: 'Gateway', ports: '8', firmware_version: '7.4.3' },
  },
  {
    name: 'wlc-lon-01',
    className: 'cmdb_ci_netgear',
    description: 'Wireless controller London',
    group: 'Network',
    subcategory: 'wireless',
    columns: { ip_address: '10.1.0.5', device_type: 'Wireless controller', ports: '4' },
  },
  {
    name: 'dns-core-01',
    className: 'cmdb_ci_netgear',
    description: 'Name service of all sites',
    group: 'Network',
    subcategory: 'dns',
    columns: { ip_address: '10.1.0.53', device_type: 'Appliance', ports: '2' },
  },
  {
    name: 'prn-lon-2f',
    className: 'cmdb_ci_printer',
    description: 'Multifunction printer, London, 2nd floor',
    group: 'Hardware',
    columns: { ip_address: '10.1.12.40' },
  },
]

/** Parent, type and child of each relation. */
export const seededRelations: readonly (readonly [parent: string, type: string, child: string])[] = [
  ['Email', 'Depends on::Used by', 'win-mail-01'],
  ['VPN', 'Depends on::Used by', 'vpn-lon-01'],
  ['VPN', 'Depends on::Used by', 'vpn-ham-01'],
  ['Wireless Network', 'Depends on::Used by', 'wlc-lon-01'],
  ['VPN', 'Contains::Contained by', 'VPN – Employees'],
  ['Email', 'Contains::Contained by', 'Email – Standard mailbox'],
  ['SAP Enterprise Services', 'Depends on::Used by', 'SAP ERP'],
  ['SAP ERP', 'Depends on::Used by', 'ORA-FIN-PROD'],
  ['SAP ERP', 'Runs on::Runs', 'lnx-sap-01'],
  ['ORA-FIN-PROD', 'Runs on::Runs', 'lnx-ora-01'],
  ['Business Intelligence', 'Depends on::Used by', 'Power BI Gateway'],
  ['Power BI Gateway', 'Depends on::Used by', 'MSSQL-BI-PROD'],
  ['Power BI Gateway', 'Runs on::Runs', 'win-bi-01'],
  ['MSSQL-BI-PROD', 'Runs on::Runs', 'win-bi-01'],
  ['Employee Portal', 'Depends on::Used by', 'Portal Tomcat'],
  ['Portal Tomcat', 'Runs on::Runs', 'lnx-web-01'],
  ['Portal Tomcat', 'Runs on::Runs', 'lnx-web-02'],
  ['Printing', 'Depends on::Used by', 'prn-lon-2f'],
  ['lnx-sap-01', 'Connects to::Connected by', 'lnx-ora-01'],
  ['vpn-lon-01', 'Connects to::Connected by', 'dns-core-01'],
]
