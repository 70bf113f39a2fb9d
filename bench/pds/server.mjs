// One personal data server; its settings are in the environment.
import { PDS, envToCfg, envToSecrets, readEnv } from '@atproto/pds'

const settings = readEnv()
const server = await PDS.create(envToCfg(settings), envToSecrets(settings))
await server.start()
