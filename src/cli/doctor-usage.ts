/** What `snowline doctor --help` prints. */
export const doctorUsage = `Usage: snowline doctor [options]

Looks at the configuration of the proxy and at the instance, and tells what is wrong and what to change.
Writes nothing to the instance. Ends with 0 when nothing failed, with 1 otherwise.

  --config FILE           JSON configuration, as for snowline proxy; SNOWLINE_* variables win over it
  --instance ID           which of several instances
  --username NAME         runs the checks that need a person, with the rights of this one; the password comes
                          from standard input or SNOWLINE_DOCTOR_PASSWORD
  --service-account       client_credentials is meant to work; without --username its account is looked at
  --direct-origin ORIGIN  a page that calls the instance itself: its CORS rules; may be repeated (in direct mode: all)
  --assignment-group NAME default assignment group of new tickets
  --category VALUE        default category of new tickets; may be repeated
  --table NAME            a table that is synced: NAME, NAME:FIELD,FIELD and NAME?QUERY; may be repeated
  --incident NUMBER       an incident that the person cannot find
  --error CODE            what the widget showed: SNOW_STATE_EXPIRED
  --json                  the report as JSON
  --bundle FILE           writes the report, versions and configuration for support; secrets are left out
  --help                  this text

SNOWLINE_* variables: snowline proxy --help
`
