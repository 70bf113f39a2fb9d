// The directory of identities, kept in memory: without one no server makes an account.
import { Database, PlcServer } from '@did-plc/server'

const server = PlcServer.create({ db: Database.mock(), port: Number(process.argv[2]) })
await server.start()
